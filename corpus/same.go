package corpus

// texts are articles by what they print.
type texts map[string][]*Article

// printed returns the first article with the text of a that a adds nothing to:
// of the same publisher, or one of the two has none. Wire copy of several
// publishers is an article of each. nil when there is none.
func (t texts) printed(a *Article) *Article {
	for _, b := range t[a.Hash] {
		if a.Publisher == b.Publisher || a.Publisher == "" || b.Publisher == "" {
			return b
		}
	}
	return nil
}

func (t texts) add(a *Article) { t[a.Hash] = append(t[a.Hash], a) }
