package answer

import "strings"

// dropKinds name the reasons of Dropped in one word.
var dropKinds = map[string]string{
	dropUncited:   "uncited",
	dropUnknown:   "unknown_source",
	dropCut:       "unfinished",
	dropUnsafe:    "unsafe",
	dropRepeated:  "repeated",
	dropQuote:     "quote",
	dropFigure:    "figure",
	dropDate:      "date",
	dropName:      "name",
	dropSpeaker:   "speaker",
	dropOwner:     "owner",
	dropNegation:  "negation",
	dropRoles:     "roles",
	dropUncovered: "uncovered",
	dropLong:      "too_long",
	dropStitched:  "stitched",
	dropPronoun:   "pronoun",
}

// Kind returns the reason in one word out of few, without the word at fault, for
// whoever counts: "figure", "name", "uncovered" …; "other" for one that is not
// known.
func (d Dropped) Kind() string {
	if kind := dropKinds[d.Reason]; kind != "" {
		return kind
	}
	reason, _, _ := strings.Cut(d.Reason, ": ")
	if kind := dropKinds[reason]; kind != "" {
		return kind
	}
	return "other"
}
