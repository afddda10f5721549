package reply

import "rapporteur/answer"

// maxListed bounds the passages that are listed, and maxListedText each of them.
const (
	maxListed     = 6
	maxListedText = 550
)

// Nearest returns the passages that came nearest to a question, best first, each
// with its source line, and what is long shortened. A passage without text is
// one whose article has changed or gone, and says so. There is at least one
// message; none has buttons.
func Nearest(list []answer.Retrieved, o Options) []Message {
	if len(list) == 0 {
		return []Message{Text(o.Texts.Say("nearest.none"))}
	}
	blocks := []string{boldMark + o.Texts.Say("nearest.title") + boldMark}
	for _, r := range list[:min(len(list), maxListed)] {
		shown := newExcerpt(r.Text, nil).quoted(maxListedText)
		if shown == "" {
			shown = smallMark + o.Texts.Say("expired.article")
		}
		blocks = append(blocks, smallMark+SourceLine(r.Article, o.Texts)+"\n"+shown)
	}
	return pack(blocks)
}
