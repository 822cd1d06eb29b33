// Common given names of several languages, in lower case and without marks. Those that are everyday words, months or well-known places are left out.

const english =
  'james robert john michael david richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew joshua kenneth kevin brian ' +
  'george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander ' +
  'frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger ' +
  'terry sean gerald carl dylan harold jesse bryan lawrence arthur gabriel bruce albert willie alan eugene russell vincent philip bobby johnny logan mary ' +
  'patricia jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra betty ashley emily kimberly margaret donna michelle carol amanda ' +
  'melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine ' +
  'helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce ruth virginia kelly lauren christina joan evelyn judith andrea hannah ' +
  'megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace denise amber ' +
  'doris marilyn danielle beverly theresa diana brittany natalie kayla alexis lori marie oliver harry amelia isla poppy alfie freddie archie theo ' +
  'tony steve mike chris matt ben sam tom tim jim joe bob bill dan dave greg jeff ken ron ted fred alex nick kate katie jane anne ellen claire lucy ellie ' +
  'owen luke liam mason elijah lucas aiden caleb isaac evan gavin connor wesley derek travis marcus curtis allen wayne glenn ralph louis howard clarence ' +
  'ernest stanley leonard alfred francis herbert frederick edwin clifford theodore wilbur oscar chester percy ethel mildred florence lillian rosemary edith ' +
  'bertha agnes gertrude hazel irene marjorie eleanor josephine lois phyllis norma peggy sally wendy tracy tina dawn monica paula valerie erin holly tammy ' +
  'allison molly leslie veronica yolanda vanessa jamie erica kristen kristin courtney tara colleen sheila kristina caitlin shannon whitney alicia ' +
  'jasmine cassandra bethany tiffany crystal sabrina kendra jillian naomi miriam leah esther deborah zoe chloe ruby lily mia ava charlotte sophie'

const german =
  'hans klaus jurgen gunter gunther horst uwe wolfgang manfred dieter helmut werner heinz karl kurt fritz otto ludwig friedrich wilhelm heinrich ernst ' +
  'gerhard rolf bernd jens sven lars torsten thorsten stefan matthias andreas markus jorg ralf dirk frank holger rainer ulrich christoph tobias florian ' +
  'sebastian maximilian lukas jonas felix leon finn niklas moritz ursula monika petra sabine renate helga gisela ingrid brigitte elke heike birgit anke ' +
  'silke katrin kathrin anja tanja ute claudia susanne gabriele angelika christa hildegard gerda erika inge waltraud elfriede lieselotte johanna lena lea ' +
  'annika franziska katharina greta heidi marlene'

const french =
  'jean pierre michel andre philippe rene louis alain jacques bernard marcel roger francois gerard laurent christophe nicolas julien thierry olivier pascal ' +
  'eric sebastien frederic stephane guillaume mathieu antoine benoit yves didier bruno gilles lucien henri etienne hugo theo jules clement marie jeanne ' +
  'francoise monique catherine nathalie isabelle jacqueline sylvie anne martine nicole christine valerie sandrine stephanie celine aurelie emilie camille ' +
  'manon juliette chantal brigitte dominique veronique genevieve colette simone odette yvonne margaux amelie elodie'

const southern =
  'jose antonio manuel francisco juan javier carlos miguel rafael pedro alejandro fernando luis sergio jorge alberto alvaro pablo diego raul enrique ramon ' +
  'vicente andres joaquin ignacio emilio jaime mariano santiago mateo hugo maria carmen josefa isabel dolores pilar teresa ana francisca cristina marta ' +
  'lucia mercedes rosario paula elena raquel manuela concepcion encarnacion beatriz silvia nuria irene montserrat rocio patricia guadalupe ximena camila ' +
  'valentina giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo michele giorgio aldo sergio ' +
  'luciano alessandro andrea matteo lorenzo davide simone federico stefano roberto riccardo marco giulia chiara francesca federica sara martina silvia ' +
  'elisa alessia ilaria giovanna rosa angela giuseppina lucia paola elena caterina rita antonella joao paulo jose antonio luiz marcos pedro rodrigo bruno ' +
  'felipe gustavo thiago leonardo eduardo ricardo fabio marcelo fernanda juliana mariana leticia gabriela beatriz rafaela larissa bruna ines catarina'

const northern =
  'jan piet kees henk willem johannes cornelis hendrik pieter maarten jeroen bas sander joost wouter daan sem anouk femke sanne lotte marieke ' +
  'lars anders erik johan karl nils olof per sven bjorn magnus gustav axel mikael fredrik henrik jesper soren niels jorgen kirsten mette hanne ingrid astrid ' +
  'solveig sigrid karin birgitta margareta elsa maja linnea matti juhani timo kari antti jukka pekka mikko heikki anneli liisa aino hanna ' +
  'piotr krzysztof andrzej tomasz pawel jan michal marcin jakub adam marek lukasz grzegorz mateusz wojciech mariusz dariusz zbigniew anna maria katarzyna ' +
  'malgorzata agnieszka barbara ewa krystyna elzbieta magdalena joanna aleksandra zofia jiri petr pavel martin tomas jaroslav miroslav zdenek jana hana ' +
  'lenka vera alena ivan dmitri dmitry sergei sergey vladimir alexei aleksei nikolai mikhail andrei boris igor oleg yuri viktor pavel anastasia ekaterina ' +
  'natalia natalya olga tatiana tatyana svetlana irina elena ludmila galina nina milan zoran dragan goran nikola stefan milica jelena ana marija ' +
  'gabor istvan laszlo zoltan ferenc attila tamas katalin ildiko zsuzsanna ion gheorghe mihai andrei elena ioana georgios dimitrios konstantinos ioannis nikos eleni katerina'

const eastern =
  'mohamed mohammed muhammad ahmed ahmad ali hassan hussein ibrahim omar khalid youssef yusuf mustafa abdullah abdul karim rashid tariq bilal hamza fatima ' +
  'aisha khadija zainab maryam layla leila amina nadia samira yasmin mehmet ahmet huseyin emre burak murat osman ayse fatma zeynep elif hatice ' +
  'rahul amit raj sanjay vijay ravi suresh ramesh rajesh anil sunil deepak manoj vikram arjun rohan aditya krishna priya anita sunita pooja neha kavita ' +
  'lakshmi deepika anjali divya shreya sneha wei ming jing xin hui yan ling mei xiaoming jun lei tao qiang yong hiroshi takashi kenji yuki haruto sakura ' +
  'akira satoshi kazuo yoko keiko naoko yumi minjun jihoon seojun jiwoo hyun sung nguyen thanh linh huong siti nur budi dewi agus'

/** In lower case and without marks. */
export const givenNames: ReadonlySet<string> = new Set(
  [english, german, french, southern, northern, eastern].flatMap((names) => names.split(' ')).filter((name) => !isWord(name)),
)

/** Names that are words of tables: places, months, minerals, what may be in a product's name. */
function isWord(name: string): boolean {
  return [
    'virginia',
    'madison',
    'florence',
    'charlotte',
    'grace',
    'crystal',
    'amber',
    'dawn',
    'mercedes',
    'santiago',
    'christian',
    'jun',
    'per',
    'bas',
  ].includes(name)
}
