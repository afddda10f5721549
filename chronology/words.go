package chronology

import "rapporteur/text"

// Words that grammar is read from.
var (
	beForms   = text.Set(`is are was were be been being am`)
	haveForms = text.Set(`has have had having`)
	doForms   = text.Set(`do does did`)
	modals    = text.Set(`will would shall should can could may might must ought cannot wont wouldnt couldnt shouldnt`)
	denials   = text.Set(`hasnt havent hadnt isnt arent wasnt werent doesnt dont didnt`)

	// ahead are words after which what follows is still to come.
	ahead = text.Set(`will shall wont expected expects scheduled due set slated planned plans plan planning hopes hope hoping hoped aims aim
		intends intend intended upcoming wants vowed pledged promised agreed agrees looking poised likely unlikely could would may might must
		should ought going preparing prepares prepare ready need needs invited proposed proposes seeks seeking ordered tomorrow expect
		forthcoming deadline`)
	// putOff are words after which a day of the week is one to come.
	putOff = text.Set(`expect postponed postpone postpones delayed delay cancelled canceled cancel ahead upcoming before until expected scheduled planned
		rescheduled`)

	irregularPast = text.Set(`arose ate beat became began bent bid bit bled blew bore bought bound broke brought built burned burnt burst came cast
		caught chose clung cost crept cut dealt did dove drank drew drove dug fed fell felt fled flew forbade forgot fought found froze gave
		got grew ground had heard held hid hit hung hurt kept knelt knew laid lay led left lent lit lost made meant met paid put quit ran rang
		read resigned rid rode rose said sang sank sat saw sought sent set shed shook shot shrank shut slept slid slipped sold spent split spoke
		sprang spread stole stood stopped stuck struck stung swept swore swam swung taught thought threw told took tore understood undertook
		upheld won woke wore wound wove withdrew wrote went oversaw overthrew overtook overcame withheld withstood retook rebuilt
		leapt bred sped spun swam shone wept strove forgave awoke upset sued foresaw befell reset outlived`)
	// irregularDone are participles that do not end in "ed".
	irregularDone = text.Set(`arisen begun bitten blown born bought bound broken brought built burnt caught chosen come cut dealt done drawn
		driven fallen fed felt fled forgotten fought found frozen given gone grown heard held hidden hit hurt kept laid led left lost made met
		overthrown paid put quit read retaken ridden risen run said seen sent set shaken shot shut sold spent split spoken spread stolen
		struck stuck sunk swept sworn taken taught thrown told torn withdrawn won written`)
	// unfulfilled are participles that "had" makes of something that did not come.
	unfulfilled = text.Set(`hoped planned expected intended wanted meant wished`)
	// settling are verbs for what is news of the day itself, whatever it is about.
	settling = text.Set(`agreed decided vowed pledged promised ordered`)
	// turning are forms of verbs whose present says that something is changing as it
	// is told: "is stepping down", "are suspending".
	turning = text.Set(`bringing returning stepping suspending leaving resigning joining closing launching ending pulling cutting raising laying firing
		recalling suing buying selling acquiring merging withdrawing opening dropping replacing retiring shutting banning halting lifting
		appointing naming expelling evacuating scrapping cancelling canceling postponing delaying`)
	// lasting are words beside a perfect tense that make it a state.
	lasting = text.Set(`long always never ever yet years decades months weeks since recently repeatedly often`)
	// pastOrBase are written alike in the past and in the infinitive.
	pastOrBase = text.Set(`beat bid burst cast cost cut hit hurt put quit read rid set shed shut split spread lay found wound bound ground`)
	// present are verbs whose present tense is told of events with a date.
	present = text.Set(`says say takes take comes come begins begin starts start opens open ends end meets meet visits visit arrives arrive
		wants want believes believe hopes hope plans plan leads lead shows show speaks speak marks mark faces face seeks seek
		remains remain makes make holds hold gives give goes go gets get needs need runs run expects expect happens happen follows
		follow brings bring sees see stands stand suggests suggest warns warn describes describe walks walk attends attend returns
		return poses pose gather gathers arrive wait waits looks look leaves leave heads head hosts host releases premieres launches
		joins expires kicks featuring features continues continue appears appear celebrate celebrates falls lasts`)
	// edNoun end like verbs of the past and are none.
	edNoun = text.Set(`united need seed speed feed indeed hundred red bed shed led unprecedented alleged armed wounded proposed
		unfinished injured embattled disputed limited supposed interested related aged sacred naked wicked kindred breed greed weed
		expected advanced combined continued increased renewed repeated detailed planned scheduled`)

	// edVerb are those of edNoun that are as often verbs.
	edVerb = text.Set(`continued increased advanced combined renewed repeated detailed limited disputed proposed injured`)

	// scheduled are verbs whose present tense with a day of the week means the
	// next such day.
	scheduled = text.Set(`takes take begins begin starts start opens open ends end meets meet arrives arrive returns return goes go airs air
		premieres premiere launches launch hosts host happens happen occurs takes debuts drops releases resumes celebrates turns runs faces face kicks plays play votes vote expires heads travels visits`)
	// recalled come before a date that only reminds of something.
	recalled = text.Set(`aftermath anniversary wake commemoration memory memories commemorate mark remembrance`)
	// disputedDays are nouns that make a name of a day: "the Sept. 11 attacks" are
	// of no year that the article's date tells.
	disputedDays = text.StemSet(`attack attacks insurrection riot riots siege terror hijacking hijackings committee massacre`)
	notActors    = text.Set(`ceo cfo covid dna gdp tv phd usd fm am pm gm nasdaq`)

	determiners = text.Set(`the a an this that these those its their his her our my your another each every some any no`)
	linkers     = text.Set(`of by with for from to in at on into between among against under over about`)
	subordinate = text.Set(`after before when while as because since although though until once whereas where whenever wherever
		following`)
	conditional = text.Set(`if unless whether`)
	resumes     = text.Set(`is are was were has have had will said says`)
	relatives   = text.Set(`which who whom whose that`)
	pronouns    = text.Set(`he she it they we i you who this these those him them`)
	numerals    = map[string]int{
		"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
		"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	}

	sayings = text.Set(`said says say told tells announced announces stressed warned added insisted confirmed tweeted stated reported wrote
		declared claimed argued denied acknowledged testified noted estimated predicted urged vowed pledged`)
	// newsworthy are verbs of saying that are news by themselves, whatever is said.
	newsworthy = text.Set(`announced announces reported confirmed declared disclosed revealed ruled found decided estimated concluded published
		ordered warned agreed acknowledged admitted testified`)
	// saidIn are stems of nouns for what is said or written.
	saidIn = text.StemSet(`statement interview release speech tweet letter report briefing conference address remarks post email filing memo
		announcement video message broadcast ruling order opinion note testimony hearing article editorial`)

	// happenings are stems of nouns for what happens at a time.
	happenings = text.StemSet(`accord agreement ambush announcement appearance armistice arrest arrival assassination assault attack
		attempt ban battle birthday blast blaze bombing bombardment boycott breach campaign ceasefire ceremony clash closure collapse
		conference conflict confrontation congress congresses convention coup crackdown crash crisis deal death debate debut decision
		defeat demonstration departure deployment dinner disaster discussion earthquake quake temblor tremor cancellation cancelation cancelations cancellations eruption election evacuation execution exercise
		expedition explosion fight finale fire flight flood funeral game genocide hearing hijacking hurricane inauguration incident
		incursion insurrection interview invasion killing launch launching loss marathon march massacre match meeting midterm midterms
		mission mobilisation mobilization murder negotiation offensive operation outbreak ouster overthrow pact parade parley performance
		plebiscite poll primary primaries protest pullout race raid rain rally rebellion referendum release resignation return revolt
		revolution riot round rout ruling runoff scandal search season session shooting shootout siege signing sinking slaying
		speech storm strike summit surrender surge takeover talk talks test testimony tournament tour tragedy treaty trial trip truce
		uprising verdict victory visit vote walkout war wedding withdrawal wildfire`)

	// comparing words before a date measure something by it.
	comparing = text.Set(`than compared versus vs unlike like`)
	// estNoun end like superlatives and are none.
	estNoun = text.Set(`unrest protest interest request arrest forest contest harvest conquest inquest northwest southwest honest digest midwest`)
	// beforeMay are words before the month in an article about somebody of that name.
	beforeMay = text.Set(`in since last next this early late mid until during`)
	firsts    = text.Set(`first worst highest lowest biggest largest most least best deadliest greatest longest only fastest strongest lows highs`)

	// namedBefore and namedAfter stand beside a weekday that is part of a name.
	namedBefore = text.Set(`black good bloody super easter palm ash cyber giving fat shrove maundy casual`)
	namedAfter  = text.Set(`times telegraph football lights`)

	weekdays = setOf(text.Weekdays())
	months   = setOf(text.Months())
	// beforeYear are words before a year that is a date, besides the prepositions.
	beforeYear = text.Set(`and or but early late mid circa around that year spring summer fall autumn winter season through`)
	// signposts are words before a colon that lead to another article, or speak of
	// this one.
	signposts  = text.Set(`read watch related listen photos photo video gallery more credit contributing correction clarification fact`)
	seasonal   = text.Set(`spring summer fall autumn winter`)
	partsOfDay = text.Set(`morning afternoon evening night midday noon`)
)

// units are lengths of time, by the word in singular and plural.
var units = map[string]string{
	"day": "day", "days": "day", "week": "week", "weeks": "week",
	"month": "month", "months": "month", "year": "year", "years": "year",
}

// doubting are words before a clause that make it less than a fact.
var doubting = text.Set(`not never no deny denied denies denying doubt doubts doubted unclear uncertain whether if unless hope hopes hoped
	hoping fear fears feared claim claims claimed alleged allegedly accused accuses accusing false falsely rejected rejects believe believes
	believed suspected suspects reportedly could would may might should expects expected plans planned wants wanted`)

func setOf[V any](m map[string]V) map[string]bool {
	out := make(map[string]bool, len(m))
	for w := range m {
		out[w] = true
	}
	return out
}
