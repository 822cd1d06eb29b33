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

const rarer =
  'wilma earl chad clyde floyd lloyd vernon leroy melvin alvin milton marvin herman norman leon lester calvin rodney duane darrell dwayne randall randy ricky ' +
  'rick terrence clayton clinton kirk kurt byron preston quentin bennett elliot elliott trevor dustin cody dakota jared jarrod brett darren damien dominick ' +
  'lance garrett brendan brent corey cory craig darryl dean dennis devin devon dexter edgar edmund elbert elmer emanuel emmett enrique ervin everett felix ' +
  'forrest freda garth geoffrey gilbert gordon grant guy harvey hector herschel homer hubert hugh ira irvin irving ismael ivan jackie jake jan jarvis jasper ' +
  'jerome jessie jimmie jimmy joel joey johnnie jonah jonathon jordan julian julio julius karl keaton kelvin kendrick kenny kent kim kory lamar lane lenny leo ' +
  'leopold leroy lionel lonnie lorenzo lowell lucien luther lyle mack malcolm marcos mario marlon marshall maurice max maxwell merle micah michel milo mitchell ' +
  'monroe monty morris moses murray myron ned neil nelson nigel noel norris orlando orville otis pablo perry pete rafael ramiro randolph ray reggie reginald ' +
  'reid rex reynold rhett rick robbie roberto rocky roderick rodger rogelio roland roman romeo ronnie roosevelt ross roy ruben rudolph rufus rupert salvador ' +
  'salvatore santos saul seth shane shawn sheldon sherman sherwood sidney silas simon solomon spencer stacy stephan stewart stuart sylvester tad taylor ' +
  'terrance titus toby tomas tommy tony trent trenton tyrone tyson ulysses van vance vaughn vern victor vince virgil wade wallace walker ward warren waylon ' +
  'wendell wilbert wilfred will willard willis wilson wilton winston woodrow xavier zachariah zack zane ' +
  'abby ada adele adriana adrienne aileen alana alberta aletha alexa alexandra alexandria alison alma alyssa amelie anastasia angelica angelina anita annabel ' +
  'annabelle annette annie antoinette ariana arlene audrey augusta aurora bella belinda bernadette bernice bessie beth bethel betsy beulah bianca billie ' +
  'blanche bonnie brandy bridget briana brianna caitlyn callie camilla candace candice carla carlotta carmela carole carrie cassidy cathy cecelia cecilia ' +
  'celeste celia chelsea cherie christa christie christy cindy clara clarissa claudine clementine connie cora corinne cornelia daisy dana daniela daphne darla ' +
  'darlene deanna deanne delia della desiree diana dina dixie dolly dora doreen dorothea dottie earlene edna effie eileen elaine eleanore elena eliza ella ' +
  'ellie elnora eloise elsa elsie elva elvira emelia emely enid erna ernestine estelle esther etta eula eunice eva evangeline eve evelyn fannie fay faye ' +
  'felicia felicity fern fiona flora flossie francine freda frieda gail gena geneva georgette georgia georgina geraldine gina ginger gladys glenda glenna gwen ' +
  'gwendolyn hallie harriet hattie hester hilda hilary hollie hope ida imogene ina inez iris isabel isabelle iva ivy jaclyn jackie jade jan jana janelle ' +
  'janette janie janine jayne jeanette jeanne jeannie jenna jennie jenny jessie jewel jill jillian jo joann joanna joanne jocelyn jodi jodie jody johanna ' +
  'johnnie jolie josefina josie josiane juanita judith juliana julianne juliet june justina justine kailey kara kari karin karla kasey katelyn kathy katrina ' +
  'kaylee kelley kelli kellie kelsey kendall kenna kerry kiara kirsten kitty kristi kristie kristy krystal kylie lacey lana latoya laura laurie lavonne ' +
  'leann leanne leda leila lena lenora leola leona leonie leonora leta leticia letha lila lilian liliana lilla lina linnie liza lizzie loretta lorena lorraine ' +
  'lottie lou louisa louise lucille lucinda lucy luella lula luz lydia lyla lynda lynette lynn mabel mable madeleine madeline madelyn mae maggie malinda mallory ' +
  'mamie mandy mara marcella marcia margarita margie margot marguerite marian marianne marietta marilou marina marisa marisol marjory marla marlen marlene ' +
  'marsha maryann maryjane mattie maude maureen maxine maya maybelle meghan melanie melba melinda melody meredith michele mikayla millie mina mindy minerva ' +
  'minnie miranda missy misty mittie mona monique mozelle muriel myra myrna myrtle nadine nannette natalia natasha nell nellie nelle nettie neva nichole nikki ' +
  'noelle nola nora noreen norma nova ocie odessa ofelia olive ollie opal ophelia oralia otilia ottilie patience patsy patti patty paulette pauline pearl penelope ' +
  'penny petra philomena phoebe priscilla queenie rae ramona raquel raven reba regina rena renee retta reva rhea rhoda rhonda rita robin robyn rochelle rosa ' +
  'rosalie rosalind rosalyn rosanna rose roseanne rosella roslyn roxanne rowena roxane ruthie sabina sadie sally salma samara sasha savanna selena selina serena ' +
  'shana shanna shanon shari sharlene shayna shea shelby sherri sherry sheryl sidonie sienna simone skye sofia sonia sonja sonya stacey stella sue summer susana ' +
  'susanna susie suzanne sybil sydnee sylvia tamara tamia tania tanya tasha tatum tess tessa thea thelma theodora tia tillie tomasa toni tonya tressa tricia trina ' +
  'trisha trudy ursula valentina vella velma verna vernice verona vickie vicky vida vilma viola violet vivian viviane vivien wanda wilhelmine willa willow wilma ' +
  'winifred winnie yasmeen yesenia yvette yvonne zelda zella zelma zetta zita zora'

const continental =
  'aaron abramo adriano agostino alberico aldo alfonso alfredo amedeo anacleto armando arnaldo arturo attilio augusto aurelio baldassarre battista benedetto ' +
  'beniamino bernardo biagio brando camillo cesare cirillo claudio corrado costantino cristiano damiano danilo daniele dario demetrio diego dino edoardo elia ' +
  'elio emanuele emiliano emilio ennio enzo ermanno ermes ettore eugenio evaristo ezio fabiano fabrizio fausto felice ferdinando filippo flavio fulvio gaetano ' +
  'gaspare gennaro germano giacomo gianluca gianmarco gianni gilberto gino gioele giordano girolamo giuliano graziano gregorio guido iacopo ignazio igor italo ' +
  'ivano ivo jacopo leonardo leone livio loris luca ludovico manfredo marcello mariano marino massimiliano massimo mattia maurizio mauro michelangelo mirco mirko ' +
  'modesto nestore nicola nicolo nunzio omar oreste orfeo oscar osvaldo ottavio patrizio piero primo quirino raffaele renato remo rino rinaldo rocco rodolfo ' +
  'romolo ruggero rufino samuele sandro santo saverio sebastiano secondo serafino severino silvano silvio siro stefano tancredi tiziano tommaso tullio ubaldo ugo ' +
  'umberto urbano valdo valerio valter vasco vinicio virgilio vito vittorio walter zeno ada addolorata adriana agata agnese alba alessandra alice amalia ambra ' +
  'annalisa annamaria annunziata antonia arianna asia assunta aurora beatrice benedetta bianca camilla carla carlotta carmela cecilia celeste cinzia clara ' +
  'claudia clelia cosima cristina daniela debora diletta donatella donna edda elena eleonora elga emanuela emma enrica erica eufemia eva fabiana fiorella flaminia ' +
  'flavia fosca gabriella gaia gelsomina gemma genoveffa ginevra gisella giada giorgia greta ida ilda ines ivonne jole laura lea letizia lia lidia liliana ' +
  'livia loredana lorena loretta lorenza luana lucrezia ludovica luisa luna maddalena mafalda manuela marcella margherita mariella marina marisa marta matilde ' +
  'melissa michela mietta mirella miriam monia morgana nadia nicoletta noemi norma nunzia olimpia ortensia ottavia palmira patrizia petronilla pia piera ' +
  'priscilla quieta raffaella rebecca romana rosalba rosalia rosanna rossella ruth sabina samanta sarita selvaggia serafina serena simona sofia sonia stefania ' +
  'susanna teodora tiziana tosca tullia ursula vera veronica vincenza violante viola virginia vittoria viviana zaira zelida ' +
  'adam adrian albert alfred aleksander aleksy ambrozy antoni apolinary artur bartlomiej bartosz blazej bogdan boguslaw borys bronislaw cezary czeslaw damian ' +
  'daniel dawid dominik edward emil eryk ernest eugeniusz fabian feliks ferdynand filip franciszek fryderyk gabriel gerard grzegorz gustaw henryk herbert hilary ' +
  'hubert hieronim ignacy igor ireneusz iwo izydor jacek janusz jaromir jaroslaw jerzy joachim jozef julian juliusz justyn kacper kajetan kamil karol kazimierz ' +
  'klaudiusz klemens konrad konstanty kornel kosma krystian krystyn ksawery lech leon leonard leopold leslaw leszek lubomir lucjan maciej maksymilian marceli ' +
  'marian maurycy metody mieczyslaw mikolaj milosz miron miroslaw nikodem norbert olaf olgierd oliwier oskar pankracy patryk prokles radoslaw rafal remigiusz ' +
  'robert roman rudolf ryszard sebastian sergiusz seweryn stanislaw stefan sylwester szczepan szymon tadeusz teodor tymon tymoteusz tytus waclaw waldemar walenty ' +
  'walerian wiktor wincenty wit wladyslaw wlodzimierz zachariasz zdzislaw zenon ziemowit zygmunt ada adela adelajda adrianna agata aldona alicja alina amalia ' +
  'aniela anita antonina aurelia balbina beata blanka bogna boguslawa bozena bronislawa cecylia celina czeslawa dagmara danuta daria dominika dorota edyta ' +
  'eleonora eliza elwira emilia emma ewelina faustyna felicja gabriela genowefa grazyna halina helena honorata iga ilona irena irmina iwona iza izabela jadwiga ' +
  'janina jolanta jowita judyta julia julita justyna kaja kalina kamila karina karolina kazimiera kinga klara klaudia kornelia krystiana ksenia laura lena leokadia ' +
  'lidia lilianna liwia ludwika luiza magda maja malwina marcelina mariola marlena marta marzena matylda melania milena mira miroslawa monika nadia natalia ' +
  'natasza nela nikola nina nora ola oliwia patrycja pola regina renata roksana roza rozalia sabina sandra sara sonia stanislawa stefania stella sylwia tamara ' +
  'tekla teresa urszula wanda weronika wieslawa wiktoria zuzanna'

/** Names that are words of tables: places, months, stones, flowers, colours, trades. */
const wordsOfTables: ReadonlySet<string> = new Set(
  (
    'virginia madison florence charlotte grace crystal amber dawn mercedes santiago christian jun per bas dakota georgia chelsea sydney savanna ' +
    'jordan lane grant guy hope faith joy summer june may april august autumn rose ruby pearl opal jade jewel iris ivy lily violet viola daisy ' +
    'olive fern hazel ginger sandy misty stormy skye raven robin wren sky will bill mark art gene rich ward wade van vance rex page chance chase ' +
    'hunter mason carter cooper taylor tyler walker parker marshall spencer warren wilson nelson kent ross reed royal earl duke king prince major ' +
    'dean noble primo secondo santo felice luna stella nova aurora alba donna norma melody harmony mercy patience prudence liberty destiny ' +
    'miracle angel bella gemma pia wit quieta romana urbano titus max homer monroe wallace gordon logan austin dallas houston denver lincoln ' +
    'washington jackson orlando milo rocky rusty dusty sunny bonnie lance dexter buddy ace asia india china paris london vera clara cora della ' +
    'neva nevada montana carolina ina era eve ola iga ida ada ira ana ray rae roman salvador ocie dominica ion omar leon lia mia una'
  ).split(' '),
)

/** In lower case and without marks. */
export const givenNames: ReadonlySet<string> = new Set(
  [english, german, french, southern, northern, eastern, rarer, continental]
    .flatMap((names) => names.split(' '))
    .filter((name) => !isWord(name)),
)

function isWord(name: string): boolean {
  return wordsOfTables.has(name)
}
