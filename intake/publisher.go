package intake

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"rapporteur/text"
)

// genericWords are words in the names of publishers and hosts that say nothing
// about who they are.
var genericWords = text.Set("the news online media press agency daily network tv radio live world web site com net org magazine newspaper newsletter english international group ltd inc llc corporation")

// nameFitsHost reports that a host can be one of the publisher: the name of the
// site is made of the words of the publisher's name, of their starts or of
// their initials ("nytimes" of The New York Times). It only serves to note what
// does not fit.
func nameFitsHost(name, host string) bool {
	site := siteOf(host)
	label, _, _ := strings.Cut(site, ".")
	label = strings.ReplaceAll(label, "-", "")
	words := text.Words(name)
	if label == "" || len(words) == 0 {
		return true
	}
	if strings.EqualFold(strings.TrimPrefix(name, "www."), host) || strings.Contains(text.Fold(name), site) {
		return true
	}
	if strings.Contains(strings.Join(words, ""), label) && len(label) > 2 {
		return true
	}
	for _, w := range words {
		if strings.HasPrefix(w, "xn--") || strings.ContainsFunc(w, func(r rune) bool { return r > 0x24f }) {
			return true // another script: nothing can be told
		}
	}
	return composed(label, words[:min(len(words), 12)])
}

// composed reports that label is a row of starts of words, in their order, and
// of generic words.
func composed(label string, words []string) bool {
	type place struct {
		at, word int
		own      bool // two letters or more are of the name itself
	}
	failed := map[place]bool{} // what was tried, so that nothing is tried twice
	var match func(at, word, letters int) bool
	match = func(at, word, letters int) bool {
		if at == len(label) {
			return letters >= min(len(label), 2)
		}
		here := place{at, word, letters >= 2}
		if failed[here] {
			return false
		}
		for generic := range genericWords {
			if letters > 0 && strings.HasPrefix(label[at:], generic) && match(at+len(generic), word, letters) {
				return true
			}
		}
		for i := word; i < len(words); i++ {
			for n := min(len(words[i]), len(label)-at); n > 0; n-- {
				if strings.HasPrefix(label[at:], words[i][:n]) && match(at+n, i+1, letters+n) {
					return true
				}
			}
		}
		failed[here] = true
		return false
	}
	return len(label) <= 40 && match(0, 0, 0)
}

// sameName reports that two names of a publisher are of one: all words of one
// are in the other, or all that are not generic are the same, or one is the
// initials of the other.
func sameName(a, b string) bool {
	x, y := text.Words(a), text.Words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	missing := slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
	return !missing || strings.Join(x, "") == strings.Join(y, "") ||
		strings.Join(x, "") == initials(y) || slices.Equal(distinctive(x), distinctive(y))
}

// distinctive returns the words that are not generic, all when there are none.
func distinctive(words []string) []string {
	out := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return genericWords[w] })
	if len(out) == 0 {
		return words
	}
	return out
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// hostOf returns the host of an address in lower case, "" for none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// siteOf returns the part of a host that somebody has registered.
func siteOf(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

func sameSite(a, b string) bool { return siteOf(hostOf(a)) == siteOf(hostOf(b)) }
