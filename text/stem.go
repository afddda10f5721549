package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// Stem returns the English stem of a folded word (Snowball's English stemmer,
// "Porter 2"). Words with digits or outside ASCII are returned as they are.
func Stem(fold string) string {
	if len(fold) < 3 {
		return fold
	}
	for i := 0; i < len(fold); i++ {
		if fold[i] < 'a' || fold[i] > 'z' {
			return fold
		}
	}
	if s, ok := irregular[fold]; ok {
		return s
	}
	slot := &stemmed[maphash.String(seed, fold)%uint64(len(stemmed))]
	if known := slot.Load(); known != nil && known.fold == fold {
		return known.stem
	}
	env := snowballstem.NewEnv(fold)
	english.Stem(env)
	stem := strings.Clone(env.Current())
	slot.Store(&stemOf{strings.Clone(fold), stem})
	return stem
}

// stemOf is a word with its stem.
type stemOf struct{ fold, stem string }

// stemmed keeps the stems of the words met last, each in the one place that
// its hash gives it; see met. It holds some 3 MB at most.
var stemmed [1 << 15]atomic.Pointer[stemOf]

// irregular holds the inflections that no suffix rule unites and that news
// uses all the time, mapped to the stem of their base form.
var irregular = map[string]string{
	"said": "say", "says": "say", "told": "tell", "spoke": "speak", "spoken": "speak",
	"met": "meet", "led": "lead", "held": "hold", "began": "begin", "begun": "begin",
	"took": "take", "taken": "take", "gave": "give", "given": "give", "made": "make",
	"came": "come", "went": "go", "gone": "go", "saw": "see", "seen": "see",
	"fought": "fight", "left": "leav", "sent": "send", "brought": "bring", "thought": "think",
	"felt": "feel", "kept": "keep", "built": "build", "won": "win", "lost": "lose",
	"paid": "pay", "sat": "sit", "stood": "stand", "struck": "strike", "hit": "hit",
	"drew": "draw", "drawn": "draw", "drove": "drive", "driven": "drive", "driving": "drive",
	"fell": "fall", "fallen": "fall", "fled": "flee", "broke": "break", "broken": "break",
	"chose": "choos", "chosen": "choos", "wrote": "write", "written": "write",
	"knew": "know", "known": "know", "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise",
	"became": "becom", "understood": "understand", "sought": "seek", "bought": "buy", "meant": "mean",
	"men": "man", "women": "woman", "children": "child", "people": "peopl", "militiamen": "militiaman",
}

// StemIn returns the stem of a folded word in the language with the ISO 639-1
// code lang: Snowball's stemmer for ar, de, en, es, fr, ru and tr, a stripping
// of the commonest endings for fa, and the word itself for any other.
func StemIn(lang, fold string) string {
	if lang == "fa" {
		for _, end := range []string{"هاي", "ها", "هايي", "ترين", "تر"} {
			if t := strings.TrimSuffix(fold, end); t != fold && len(t) >= 6 {
				return t
			}
		}
		return fold
	}
	stem, ok := stemmers[lang]
	if !ok {
		return fold
	}
	if lang == "en" {
		return Stem(fold)
	}
	env := snowballstem.NewEnv(fold)
	stem(env)
	return env.Current()
}

var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem,
	"fr": french.Stem, "ru": russian.Stem, "tr": turkish.Stem,
}
