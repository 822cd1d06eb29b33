// The look of pages: one accent, light and dark, screen and paper.
import { colours } from '../charts/index.js'

type ColourName = keyof typeof colours
const names = Object.keys(colours) as ColourName[]

const variables = (side: 'light' | 'dark'): string => names.map((name) => `--${name}:${colours[name][side]};`).join('')

/** Charts are drawn in the light colours: each is mapped to the page's variable by its exact text. */
const recoloured = names
  .map(
    (name) => `.chart [fill="${colours[name].light}"]{fill:var(--${name})}.chart [stroke="${colours[name].light}"]{stroke:var(--${name})}`,
  )
  .join('\n')

const light = `${variables('light')}--page:#ffffff;--panel:#f5f7fa;--line:#dde2ea;--good:#1d5fa8;--doubt:#8a5a00;--bad:#a8321d;`
const dark = `${variables('dark')}--page:#121822;--panel:#1a2230;--line:#2f3949;--good:#7db5f0;--doubt:#e0b252;--bad:#f08a75;`

export const style = `
:root{${light}color-scheme:light}
@media (prefers-color-scheme:dark){:root{${dark}color-scheme:dark}}
*{box-sizing:border-box}
html{font-size:17px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
header,main,footer{max-width:66rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:3rem}
.kicker{margin:0;color:var(--accent);font-size:.8rem;font-weight:650;letter-spacing:.09em;text-transform:uppercase}
h1{margin:.15rem 0 .35rem;font-size:clamp(1.7rem,5vw,2.6rem);line-height:1.12;letter-spacing:-.02em;overflow-wrap:anywhere;text-wrap:balance}
.source{margin:0;color:var(--muted);overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:1.4rem 0 0;padding:.7rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.88rem}
nav a{color:var(--muted);text-decoration:none}
nav a:hover,nav a:focus-visible{color:var(--accent);text-decoration:underline}
section{padding:2.4rem 0 0}
h2{margin:0 0 .6rem;font-size:1.45rem;line-height:1.2;letter-spacing:-.01em}
h3{margin:1.6rem 0 .5rem;font-size:1rem;line-height:1.35}
p{margin:.5rem 0;max-width:46rem}
.lead{font-size:1.08rem;overflow-wrap:anywhere}
.note,.blank{color:var(--muted);font-size:.88rem}
.blank{white-space:nowrap}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:1rem 2rem;margin:1rem 0 0}
.facts dt,.commands dt{color:var(--muted);font-size:.82rem}
.facts dd,.commands dd{margin:.1rem 0 0;overflow-wrap:anywhere}
.glance{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:1.2rem 2rem;margin-top:2.4rem;padding:1.8rem;background:var(--panel);border-radius:.9rem}
.glance h2,.glance figure{grid-column:1/-1}
.glance h2{margin:0}
.verdict{display:inline-block;margin:0;padding:.18rem .7rem;border:1.5px solid currentColor;border-radius:2rem;font-size:.82rem;font-weight:650}
.verdict.better{color:var(--good)}.verdict.unclear,.verdict.guess,.verdict.unknown{color:var(--doubt)}.verdict.worse{color:var(--bad)}
.figure{margin:.9rem 0 .2rem;line-height:1.2}
.figure strong{display:block;color:var(--accent);font-size:clamp(2.3rem,6vw,3.5rem);font-weight:700;letter-spacing:-.03em;line-height:1.05}
.figure span{font-size:1.05rem}
.baseline{margin:.3rem 0 0;color:var(--muted)}
.says .lead{margin-top:0}
.says ul{margin:.6rem 0 0;padding-left:1.1rem}
.says li{margin:.35rem 0}
.grid{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1.4rem 2.2rem;margin:1rem 0}
.grid:empty{display:none}
figure{margin:0;min-width:0;break-inside:avoid}
figure.wide{grid-column:1/-1;display:grid;grid-template-columns:minmax(0,36rem) minmax(12rem,1fr);column-gap:2rem;align-items:center}
figure.wide h3{grid-column:1/-1}
figure h3{margin:0 0 .5rem}
.chart{overflow-x:auto}
.chart svg{display:block;max-width:100%;height:auto}
.chart text{font-family:inherit}
figcaption{margin-top:.45rem;max-width:44rem;color:var(--muted);font-size:.88rem;line-height:1.45}
.scroll{overflow-x:auto;margin:1.2rem 0 .4rem}
table{width:100%;border-collapse:collapse;font-size:.84rem;line-height:1.4}
caption{padding:0 0 .5rem;text-align:left;font-size:1rem;font-weight:650}
th,td{padding:.42rem .8rem .42rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom:1.5px solid var(--neutral);color:var(--muted);font-weight:550;vertical-align:bottom}
tbody th{font-weight:550}
td{overflow-wrap:break-word}
.words{min-width:15rem}
.number{text-align:right;white-space:nowrap}
thead .number{white-space:normal}
tr.strong{background:color-mix(in srgb,var(--accent) 9%,transparent)}
tr.strong th,tr.strong .number{font-weight:650}
tr>:first-child{padding-left:.5rem}
.findings{margin:0;padding:0;list-style:none}
.findings li{margin:.6rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--neutral);overflow-wrap:anywhere;break-inside:avoid}
.findings li.warning{border-color:var(--doubt)}.findings li.error{border-color:var(--bad)}
.findings p{margin:.15rem 0}
.label{font-weight:650}
.warning .label{color:var(--doubt)}.error .label{color:var(--bad)}
.advice{color:var(--muted)}
.code{font-size:.8rem;color:var(--muted)}
.tag{display:inline-block;padding:0 .45rem;border:1px solid var(--line);border-radius:.4rem}
.limits,.method{padding-left:1.1rem;max-width:46rem}
.limits li,.method li{margin:.35rem 0}
li code{white-space:nowrap}
summary{color:var(--muted);cursor:pointer}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:.3rem 0 0;padding:.7rem .9rem;overflow-x:auto;background:var(--panel);border-radius:.5rem}
pre code{font-size:.9rem}
.commands div{margin:.9rem 0}
.long{overflow-wrap:anywhere}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:3rem;color:var(--muted);font-size:.82rem}
${recoloured}
@media screen and (max-width:48rem){
html{font-size:16px}
header,main,footer{padding-left:1.1rem;padding-right:1.1rem}
header{padding-top:1.8rem}
.glance,.grid,figure.wide{grid-template-columns:minmax(0,1fr)}
.glance{padding:1.2rem}
table{min-width:42rem}
.chart svg{width:100%;max-width:34rem}
}
@media screen and (max-width:30rem){
.chart text{font-size:14px}
}
@media print{
:root{${light}color-scheme:light}
html{font-size:12.5px}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
nav{display:none}
section{padding-top:1.4rem}
h2,h3{break-after:avoid}
tr,pre{break-inside:avoid}
.scroll,.chart{overflow:visible}
figure.wide{grid-template-columns:minmax(0,3fr) minmax(10rem,2fr)}
.glance{border:1px solid var(--line);print-color-adjust:exact}
a{color:inherit}
}
`
