// Common family names of several languages, in lower case and without marks. Trades, colours and places that tables name are left out.

/** In lower case and without marks. */
export const familyNames: ReadonlySet<string> = new Set(
  (
    'smith johnson williams jones davis miller wilson anderson taylor moore thompson harris robinson clark lewis allen scott adams nelson mitchell roberts ' +
    'carter phillips evans edwards collins stewart morris rogers murphy cooper richardson peterson ramirez howard watson sanders bennett hughes myers sullivan ' +
    'russell henderson coleman jenkins powell patterson simmons griffin wallace hayes gibson kennedy mcdonald cunningham bradley ' +
    'muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf schroder neumann schwarz zimmermann braun ' +
    'hofmann hartmann lange krause lehmann schulze maier kohler herrmann walter huber kaiser fuchs scholz moller weiss jung hahn vogel friedrich keller gunther ' +
    'martin bernard dubois thomas robert petit durand leroy moreau simon laurent lefebvre michel garcia bertrand roux fournier girard bonnet dupont lambert ' +
    'fontaine rousseau blanc guerin boyer garnier chevalier gauthier perrin morel fernandez gonzalez rodriguez lopez martinez sanchez perez gomez jimenez ruiz ' +
    'hernandez diaz moreno alvarez munoz romero alonso gutierrez navarro torres dominguez vazquez ramos gil serrano castro ortiz rubio morales ortega delgado ' +
    'rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti deluca costa giordano mancini rizzo lombardi moretti barbieri ' +
    'silva santos oliveira souza pereira lima ferreira ribeiro almeida carvalho gomes martins araujo melo barbosa alves cardoso rocha ' +
    'devries jansen bakker visser smit meijer mulder bos vos peters hendriks dekker brouwer dijkstra vandenberg johansson andersson karlsson nilsson eriksson ' +
    'larsson olsson persson svensson gustafsson hansen jensen nielsen pedersen christensen larsen sorensen rasmussen olsen berg haugen virtanen korhonen ' +
    'makinen nieminen nowak kowalski wisniewski wojcik kowalczyk kaminski lewandowski zielinski szymanski novak svoboda novotny dvorak cerny prochazka ivanov ' +
    'petrov sidorov smirnov kuznetsov popov sokolov volkov nagy kovacs toth szabo horvath varga popescu ionescu papadopoulos yilmaz kaya demir celik sahin ' +
    'patel singh sharma kumar gupta khan ahmed hussain das reddy rao mehta joshi shah agarwal wang zhang chen liu yang huang zhao zhou xu sun zhu nguyen tran ' +
    'pham kim lee park choi jung kang sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki murphy kelly oconnor obrien'
  ).split(' '),
)
