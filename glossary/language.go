package glossary

import (
	"strings"

	"rapporteur/text"
)

// functionWords are the words that give a language away and carry no meaning
// of their own in a question.
var functionWords = map[string]map[string]bool{
	"en": words("the of and to in is was were are did does do a an what who when where why how which for with on at by from that this it he she they his their have has had be been about will would can could me tell"),
	"fr": words("le la les des du de un une et est qui que quoi quel quelle quels quelles dans sur pour avec au aux sont ont ete a en par ce cette ces il elle ils elles son sa ses leur pourquoi comment quand ou combien dit lors se ne pas"),
	"es": words("el la los las de del un una y es que quien quienes cual cuales en sobre para con al son fue fueron han por se su sus cuando donde como cuanto cuantos cuantas dijo durante no lo este esta"),
	"de": words("der die das den dem des ein eine einer eines und ist wer was wann wo warum wie welche welcher welches in im auf fur mit am zu zum zur von vom bei hat haben war waren wurde wurden uber nicht sich es er sie sagte"),
	"tr": words("ve bir bu ne kim nerede neden nicin nasil hangi kac icin ile mi mu da de olarak oldu dedi hakkinda gore kadar zaman"),
	"ar": words("من ما ماذا متى اين لماذا كيف هل كم في علي عن الي ان كان كانت هو هي التي الذي هذا هذه مع بعد قبل بين و اي تم قد لم لا"),
	"fa": words("چه كه كي كجا چرا چگونه ايا در از به با را و اين ان است بود شد براي تا بر هم يك چند هاي"),
	"ru": words("и в во на с со по о об от к для из что кто когда где почему как какой какая какие сколько был была было были не он она они это его их ли за у же"),
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[text.Fold(w)] = true
	}
	return m
}

// Language guesses the language of s among those of the lexicon: by script
// first, then by function words. English is the guess when nothing speaks
// clearly for another.
func Language(s string) string {
	tokens := text.Tokens(s)
	switch text.Script(s) {
	case "cyrillic":
		return "ru"
	case "arabic":
		if strings.ContainsAny(s, "پچژگکی") || countWords("fa", tokens) > countWords("ar", tokens) {
			return "fa"
		}
		return "ar"
	}
	best, most := "en", countWords("en", tokens)
	for _, lang := range []string{"fr", "es", "de", "tr"} {
		if n := countWords(lang, tokens); n > most {
			best, most = lang, n
		}
	}
	return best
}

// countWords counts the function words of a language. Words in capitals
// and particles within names do not count.
func countWords(lang string, tokens []text.Token) int {
	n := 0
	for i, t := range tokens {
		inName := i+1 < len(tokens) && tokens[i+1].Capital && (t.Fold == "de" || t.Fold == "la" || t.Fold == "al" || t.Fold == "el")
		if t.Acronym || inName {
			continue
		}
		if functionWords[lang][t.Fold] || lang == "en" && t.Stop {
			n++
		}
	}
	return n
}
