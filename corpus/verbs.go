package corpus

import (
	"strings"

	"rapporteur/text"
)

// need is what must stand beside a verb for it to report somebody's words.
type need int

const (
	needsNothing need = iota // any subject that can speak
	needsClause              // a quotation, "that", or the place after what was said
	needsFor                 // "for", "on" or a quotation: "called for"
	needsOf                  // "of": "accused him of"
	needsTo                  // "to": "referred to"
	needsQuote               // a quotation soon after: "branded it “a farce”"
)

// verbForm is a form of a reporting verb.
type verbForm struct {
	need       need
	participle bool // "saying": its subject stands elsewhere
	base       bool // "say": only a plural subject, and no "to", makes it finite
}

// reportingVerbs holds every form that is looked for, in lower case.
var reportingVerbs = buildVerbs()

// Each verb is listed as base, third person, past and participle; "-" repeats
// the past for regular ones.
const verbList = `
say says said saying
tell tells told telling
insist
stress stresses
announce
hail
lament
warn
complain
reject
dismiss dismisses
denounce
condemn
decry decries decried decrying
deny denies denied denying
criticise
criticize
praise
welcome
argue
allege
declare
assert
confirm
acknowledge
admit admits admitted admitting
concede
vow
pledge
threaten
predict
indicate
suggest
explain
reveal
disclose
reiterate
emphasise
emphasize
underline
caution
urge
testify testifies testified testifying
tweet
interpret
believe
question
blame
express expresses
describe
advise
applaud
commend
lambast
lambaste`

// clauseList holds verbs that report only with a clause, a quotation or after
// what was said; and forms that are more often nouns.
const clauseList = `
add
note
observe
maintain
conclude
recall
continue
repeat
reply replies replied replying
respond
write writes wrote writing
post
ask
claim
demand
hope
fear
promise
state
report
estimate
comment
mention
joke
quip quips quipped quipping
remark
think thinks thought thinking
agree
forecast forecasts forecast forecasting
tease
recount
clarify clarifies clarified clarifying
elaborate
vent
muse
boast
gush gushes gushed gushing
caption
retort
counter
proclaim
contend
opine
read reads read reading
show
find finds found finding`

// quoteList holds verbs of naming and judging that report only a quotation.
const quoteList = `
dub dubs dubbed dubbing
brand
deem
judge
label labels labelled labelling
tout
characterise
characterize
liken
slam slams slammed slamming
blast
defend
cite`

func buildVerbs() map[string]verbForm {
	m := map[string]verbForm{}
	add := func(list string, n need) {
		for line := range strings.SplitSeq(strings.TrimSpace(list), "\n") {
			forms := verbForms(strings.Fields(line))
			m[forms[0]] = verbForm{need: n, base: true}
			m[forms[1]] = verbForm{need: n}
			m[forms[2]] = verbForm{need: n}
			m[forms[3]] = verbForm{need: n, participle: true}
		}
	}
	add(verbList, needsNothing)
	add(clauseList, needsClause)
	add("call", needsFor)
	add(quoteList, needsQuote)
	add("accuse", needsOf)
	add("refer refers referred referring", needsTo)
	// Past forms that are hardly ever nouns need no clause.
	for _, past := range []string{"claimed", "demanded", "hoped", "feared", "promised", "stated", "reported", "estimated"} {
		m[past] = verbForm{need: needsNothing}
	}
	for _, past := range []string{"claiming", "demanding", "hoping", "promising", "stating"} {
		m[past] = verbForm{need: needsNothing, participle: true}
	}
	for _, present := range []string{"believes", "hopes"} {
		m[present] = verbForm{need: needsNothing}
	}
	return m
}

// verbForms completes the forms of a regular verb.
func verbForms(given []string) [4]string {
	base := given[0]
	if len(given) == 4 {
		return [4]string(given)
	}
	stem := strings.TrimSuffix(base, "e")
	forms := [4]string{base, base + "s", stem + "ed", stem + "ing"}
	if len(given) > 1 {
		forms[1] = given[1]
	}
	return forms
}

// phrasalVerbs report somebody's words together with what follows them:
// "struck out at".
var phrasalVerbs = map[string]string{
	"made": "clear", "makes": "clear", "making": "clear",
	"struck": "out at", "hit": "out at", "hits": "out at", "lashed": "out at", "lashes": "out at",
}

// objectVerbs are followed by what is spoken of, not by what is said; "at" ends
// a phrasal verb.
var objectVerbs = text.Set(`applauded commended lambasted at hailed lamented rejected dismissed denounced condemned decried criticised criticized praised welcomed blamed accused questioned`)

var (
	// skippedBeforeVerb stand between a subject and its verb.
	skippedBeforeVerb = text.Set(`had has have did also later then previously again repeatedly reportedly however meanwhile earlier now
		today yesterday both all too first once still just even separately instead nevertheless nonetheless since always often once
		monday tuesday wednesday thursday friday saturday sunday`)
	beForms  = text.Set(`is are was were be been being am gets got getting`)
	modals   = text.Set(`would could should might may can will must shall`)
	negators = text.Set(`not never nor neither hardly cannot didn't doesn't don't hasn't haven't hadn't wouldn't couldn't`)

	// openers may stand before the subject of a clause.
	openers = text.Set(`but and while whereas although though yet however meanwhile so because as when since after before if then later
		earlier still also instead with despite or plus for even where once nor that indeed similarly additionally moreover furthermore recently
		internationally previously separately nevertheless nonetheless therefore thus today yesterday finally afterwards elsewhere`)
	prepositions = text.Set(`in on at of for from by with to into over under against between among about through during after before amid
		despite without within near towards toward around across behind along alongside inside outside until upon per via like as than`)
	determiners = text.Set(`the a an one two three four five six some several many most other another all both his her its their our my this that these those
		any each every no few various numerous unnamed`)
)
