import { expect, it } from 'vitest'
import { html, trusted } from './html.js'

it('escapes what is put in, joins lists, drops what is absent', () => {
  const name = `<b a="1">'&`
  expect(html`<p title="${name}">${name}${undefined}${false}${[1, html`<i>${name}</i>`]}</p>`.markup).toBe(
    '<p title="&lt;b a=&quot;1&quot;&gt;&#39;&amp;">&lt;b a=&quot;1&quot;&gt;&#39;&amp;1<i>&lt;b a=&quot;1&quot;&gt;&#39;&amp;</i></p>',
  )
  expect(html`${trusted('<hr>')}`.markup).toBe('<hr>')
})
