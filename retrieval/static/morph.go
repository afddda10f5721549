package static

import "strings"

// baseForms returns the words of which a folded word may be an inflection, by
// the rules of WordNet's Morphy with the doubling of consonants added. Some of
// them are no words: the caller looks them up.
func baseForms(word string) []string {
	if s, ok := irregular[word]; ok {
		return strings.Fields(s)
	}
	var out []string
	for _, r := range detachments {
		stem, ok := strings.CutSuffix(word, r.ending)
		if !ok || len(stem) < 2 {
			continue
		}
		if r.ending == "s" && strings.HasSuffix(stem, "s") {
			continue // "congress" is no plural
		}
		out = append(out, stem+r.base)
		if r.base == "" && r.ending != "s" && r.ending != "es" && doubled(stem) {
			out = append(out, stem[:len(stem)-1])
		}
	}
	return out
}

func doubled(s string) bool {
	n := len(s)
	return n >= 3 && s[n-1] == s[n-2] && strings.IndexByte("aeiou", s[n-1]) < 0
}

var detachments = []struct{ ending, base string }{
	{"ies", "y"},
	{"ves", "f"},
	{"men", "man"},
	{"es", ""},
	{"es", "e"},
	{"s", ""},
	{"ied", "y"},
	{"ed", "e"},
	{"ed", ""},
	{"ing", "e"},
	{"ing", ""},
}

// irregular holds the inflections that news uses and no rule undoes.
var irregular = map[string]string{
	"said": "say", "told": "tell", "spoke": "speak", "spoken": "speak", "met": "meet", "led": "lead",
	"held": "hold", "began": "begin", "begun": "begin", "took": "take", "taken": "take", "gave": "give",
	"given": "give", "made": "make", "came": "come", "went": "go", "gone": "go", "saw": "see", "seen": "see",
	"fought": "fight", "left": "leave", "sent": "send", "brought": "bring", "thought": "think", "felt": "feel",
	"kept": "keep", "built": "build", "won": "win", "lost": "lose", "paid": "pay", "sat": "sit", "stood": "stand",
	"struck": "strike", "stricken": "strike", "drew": "draw", "drawn": "draw", "drove": "drive", "driven": "drive",
	"fell": "fall", "fallen": "fall", "fled": "flee", "broke": "break", "broken": "break", "chose": "choose",
	"chosen": "choose", "wrote": "write", "written": "write", "knew": "know", "known": "know", "grew": "grow",
	"grown": "grow", "rose": "rise", "risen": "rise", "became": "become", "understood": "understand",
	"sought": "seek", "bought": "buy", "meant": "mean", "caught": "catch", "taught": "teach", "sold": "sell",
	"heard": "hear", "found": "find", "got": "get", "gotten": "get", "ran": "run", "swore": "swear", "sworn": "swear",
	"threw": "throw", "thrown": "throw", "shot": "shoot", "shook": "shake", "shaken": "shake", "stole": "steal",
	"stolen": "steal", "withdrew": "withdraw", "withdrawn": "withdraw", "withheld": "withhold", "upheld": "uphold",
	"overthrew": "overthrow", "overthrown": "overthrow", "undertook": "undertake", "undertaken": "undertake",
	"bore": "bear", "borne": "bear", "dealt": "deal", "flew": "fly", "flown": "fly", "froze": "freeze",
	"frozen": "freeze", "hid": "hide", "hidden": "hide", "laid": "lay", "lay": "lie lay", "slain": "slay",
	"spent": "spend", "lent": "lend", "bound": "bind", "wound": "wind wound", "bent": "bend", "fed": "feed",
	"bled": "bleed", "swept": "sweep", "wore": "wear", "worn": "wear", "tore": "tear", "torn": "tear",
	"men": "man", "women": "woman", "children": "child", "people": "person people", "feet": "foot", "teeth": "tooth",
	"lives": "life live", "wives": "wife", "knives": "knife", "crises": "crisis", "bases": "base basis",
	"analyses": "analysis", "criteria": "criterion", "phenomena": "phenomenon", "media": "medium media",
	"better": "good", "best": "good", "worse": "bad", "worst": "bad", "further": "far", "oldest": "old",
}
