package text

import "strings"

// IsStop reports whether a folded word is an English function word: it links
// other words and says nothing of what a text is about.
func IsStop(fold string) bool { return stopWords[fold] }

var stopWords = Set(`a an the this that these those such some any each every either neither both all
of in on at to from by for with without within into onto upon about over under between among through during before after
against as than like per via off up down out
and or but nor so yet if because although though while whereas whether unless until since
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs myself himself herself itself themselves one ones
who whom whose which what when where why how
am is are was were be been being do does did done doing have has had having
will would shall should can could may might must ought
not no dont doesnt didnt isnt wasnt arent werent cant cannot couldnt wont wouldnt hasnt havent hadnt shouldnt
there here then now just only also too very more most much many few less least own same other another again ever still even
s t re ve ll d m o`)

// Set returns the words of a list parted by white space.
func Set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// StemSet returns the stems of the words of a list parted by white space.
func StemSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[Stem(w)] = true
	}
	return m
}
