package glean

import "rapporteur/text"

var (
	calendar = text.Calendar()

	// offices are nouns for what somebody is, that a text may put before or
	// behind a name.
	offices = text.Set(`president minister secretary envoy ambassador chancellor premier king queen prince princess pope sheikh emir
		sultan ayatollah imam spokesman spokeswoman spokesperson chairman chairwoman chair chairperson director chief head leader
		commander general colonel lieutenant captain sergeant admiral marshal brigadier senator congressman congresswoman
		representative governor mayor judge justice prosecutor attorney commissioner coordinator negotiator mediator delegate
		undersecretary deputy adviser advisor aide speaker whip lawmaker legislator mp mep councillor councilman councilwoman
		ceo cfo coo founder cofounder executive owner manager coach editor economist analyst professor researcher scientist
		historian author writer novelist poet actor actress singer director filmmaker producer journalist reporter correspondent
		lawyer barrister activist campaigner bishop archbishop cardinal rabbi reverend pastor treasurer administrator
		superintendent sheriff detective inspector officer diplomat politician strategist consultant specialist expert
		lecturer dean vice sen rep gov gen col lt maj capt sgt adm pm dictator warlord candidate nominee`)

	// honorifics show that a name is a person's and say nothing else.
	honorifics = text.Set(`mr mrs ms miss dr sir lady lord dame prof rev madam`)

	// relations show the same: "his counterpart Adel al-Jubeir".
	relations = text.Set(`counterpart colleague rival wife husband son daughter brother sister father mother friend predecessor successor
		opponent partner teammate resident witness veteran star striker forward midfielder defender goalkeeper pitcher quarterback
		infielder outfielder influencer`)

	// qualifiers stand before an office in lower case and belong to it.
	qualifiers = text.Set(`foreign prime deputy vice special chief former acting senior interior defence defense finance justice health
		education energy trade economy environment transport interim caretaker outgoing incoming assistant permanent general executive
		managing associate co opposition rebel government state regional national military army police party press presidential
		royal supreme lead main top first crown parliamentary political legal human rights security intelligence policy chief
		medical police union team delegation founding honorary emeritus retired late longtime veteran current then ex`)

	// particles are the lower-case words inside a name.
	particles = text.Set(`de da di del della la le van von der den bin ibn ben bint al el ul ur abu du dos ter`)

	// initialed are the abbreviations whose stop ends no run.
	initialed = text.Set(`mr mrs ms dr prof gen col lt maj capt sgt adm sen rep gov st jr rev hon sir`)

	// openers begin sentences, and their capital says nothing.
	openers = text.Set(`meanwhile yesterday today tomorrow earlier later outgoing former critics many according however although despite
		since instead nearly almost like unlike when while after before during following speaking asked then now here there
		still also even only yet perhaps maybe both either neither each every most several some any such another other
		first second third last next once twice thus hence indeed moreover furthermore nevertheless nonetheless additionally
		finally recently currently previously originally ultimately eventually soon often sometimes never always
		both opposition rebels officials diplomats analysts experts police authorities residents witnesses state western eastern
		northern southern senior top fellow ex then acting deputy dear hello hey hi yes no ok okay well oh so but and or
		related read more watch see also photo image video update editor note breaking exclusive opinion analysis comment`)

	// noPerson are words that show that a run of capitals is no person's name.
	noPerson = text.Set(`north south east west northern southern eastern western central new great united states state republic kingdom
		islands island city county province street road avenue square park house hall tower airport station hospital museum
		church cathedral chapel memorial mosque school college academy center centre lake river sea ocean gulf bay mountain mountains mount
		valley desert coast beach bridge forest world day week year war peace act bill law amendment constitution treaty accord agreement
		deal pact plan talks summit conference forum festival cup games league championship olympics award awards prize oscar
		oscars grammy emmy series season show album film movie book times post news journal tribune herald guardian telegraph dispatch chronicle gala chapel
		press media television tv radio magazine daily weekly review gazette mail sun mirror independent observer images pictures
		photo photos getty reuters associated twitter facebook google instagram youtube tiktok netflix amazon apple microsoft
		inc ltd corp co plc llc gmbh sa ag holdings airlines airways motors technologies systems studios records entertainment
		pictures capital ventures partners hotel resort stadium arena theatre theater restaurant cafe bar club
		democrats republicans conservatives liberals tories labour labor democratic republican conservative liberal socialist
		communist islamic muslim christian catholic protestant orthodox jewish sunni shia shiite hindu buddhist black white
		red green blue gold silver scotsman englishman frenchman irishman welshman dutchman american british english french german italian spanish russian turkish iranian syrian iraqi
		saudi israeli palestinian jordanian lebanese egyptian ukrainian chinese japanese korean indian pakistani afghan
		african asian european arab kurdish persian canadian australian mexican brazilian soviet covid coronavirus omicron
		pro tempore incredible internet web online breaking live update social security medicare medicaid human rights watch amnesty international
		god bible quran christmas easter ramadan thanksgiving halloween supreme federal national general prime foreign
		affairs relations studies policy research science technology health education defense defence justice treasury
		commerce energy interior homeland wall silicon hollywood broadway pentagon kremlin capitol congress senate
		parliament cabinet royal crown majesty highness grand prix open tour champions premier super bowl`)

	// bodyHeads are the last words of the names of bodies.
	bodyHeads = text.Set(`ministry council party agency institute committee court union league bank commission department front
		movement association organization organisation federation foundation brigade brigades battalion army forces guard guards
		corps university parliament assembly authority bureau observatory alliance coalition society board office fund network
		initiative militia command directorate secretariat tribunal inspectorate centre center college academy trust group company
		corporation administration`)

	// groupHeads are those of them that fight.
	groupHeads = text.Set(`brigade brigades battalion army front forces militia guard guards corps`)

	// generic are words that do not tell one body from the same body elsewhere.
	generic = text.Set(`foreign interior defence defense finance justice health education energy trade environment transport supreme high
		national state federal central local regional constitutional security general district county city municipal
		appeals appeal crown criminal civil house senate upper lower joint special select ethics budget judiciary armed air
		land naval military police fire elections election electoral public human rights advisory executive the party
		ruling opposition world international european western democratic republican conservative labour labor liberal
		medical law business art history music of for and on against family royal oval main new old other great red white commerce coast labor agriculture veterans services social hurricane weather`)

	// outletWords show a newspaper or an agency, which is no news.
	outletWords = text.Set(`news times post journal tribune herald telegraph press media television tv radio magazine gazette
		broadcasting reuters newspaper channel`)

	// placeNouns are what a place is called, with the kind it makes.
	cityNouns   = text.Set(`city town village suburb capital port neighborhood neighbourhood`)
	regionNouns = text.Set(`province governorate district region prefecture oblast canton enclave`)

	// vague are those of them that follow other words than names of places.
	vague  = text.Set(`region district`)
	inside = text.Set(`in near outside across throughout around`)

	// roundNouns end the names of talks.
	roundNouns = text.Set(`talks conference summit negotiations forum dialogue`)
	// talkWords may stand before them.
	talkWords = text.Set(`peace nuclear climate security economic trade political disarmament arms`)

	// newsroom are the offices of those who write articles.
	newsroom = text.Set(`reporter correspondent editor columnist journalist producer`)

	// ofFirstNames are titles that go with a first name: King Salman is no Mr Salman.
	ofFirstNames = text.Set(`king queen prince princess pope emperor sultan saint sheikh`)

	// givenNames are first names that are surnames too: alone they may be anybody.
	givenNames = text.Set(`john james paul george thomas michael david daniel kim lee peter simon martin henry robert richard
		william charles joseph edward frank alexander alan allen scott stewart taylor jordan kelly ryan tyler dean grant
		craig keith neil dennis jones mohammed muhammad mohammad ahmed ali hassan hussein omar ibrahim khaled mahmoud
		ivan maria anna rose grace joy mark luke matthew adam aaron abraham isaac jacob samuel benjamin nathan victor
		leon oscar max felix hugo louis vincent francis gordon graham russell stuart warren wayne austin bruce carter
		chase clay cole dale douglas drew duncan floyd glenn harvey howard jesse kent kirk lance lewis logan lloyd marshall
		mason maurice morgan murray nelson norman oliver parker perry philip pierce reed ross roy spencer stanley terry
		todd troy wade walter wesley jean pierre marie juan jose luis carlos diego santiago chris joe jim jack harry
		barry jerry larry gary tony andy abdullah yusuf youssef salman faisal karim rashid hamid nasser anwar`)

	// finite are verbs that show that a stretch is a clause and no apposition.
	finite = text.Set(`is are was were has have had will would said says told tells writes wrote got took made do does did can could may might should must
		went came became who which that whose where when`)
)
