package corpus

import (
	"strconv"
	"strings"
)

// codeSpans returns the scripts and style sheets that a copied page left in a
// text, tags included. One that is not closed ends with its line: what follows
// may be the article.
func codeSpans(body string) []Span {
	var out []Span
	closed := map[string]bool{"script": true, "style": true} // as far as is known
	for at := 0; ; {
		i := strings.IndexByte(body[at:], '<')
		if i < 0 {
			return out
		}
		i += at
		at = i + 1
		name := tagName(body[at:])
		if _, code := closed[name]; !code || body[at] == '/' {
			continue
		}
		end := -1
		if closed[name] {
			end = tagEnd(body, at, name)
			closed[name] = end >= 0
		}
		if end < 0 {
			end = len(body)
			if n := strings.IndexByte(body[at:], '\n'); n >= 0 {
				end = at + n
			}
		}
		out = append(out, Span{i, end})
		at = end
	}
}

// tagEnd returns where the closing tag of an element ends, from byte at on; -1
// when there is none.
func tagEnd(body string, at int, name string) int {
	for {
		i := strings.Index(body[at:], "</")
		if i < 0 {
			return -1
		}
		at += i + 2
		if tagName(body[at:]) != name {
			continue
		}
		if n := strings.IndexByte(body[at:], '>'); n >= 0 {
			return at + n + 1
		}
		return -1
	}
}

// galleryMark stands before the number of a picture in a gallery that was copied
// with its controls: "Hide Caption 2 of 16 Photos: …".
const galleryMark = "Hide Caption "

// galleryControls returns the controls in a line of captions: their numbers, and
// the gallery's title where it stands before one caption after another.
func galleryControls(s string) []Span {
	var out []Span
	for at := 0; ; {
		i := strings.Index(s[at:], galleryMark)
		if i < 0 {
			break
		}
		i += at
		at = i + len(galleryMark)
		if end := pictureNumber(s, at); end > at {
			out = append(out, Span{i, end})
			at = end
		}
	}
	if len(out) < 2 {
		return nil
	}
	title := galleryTitle(s, out)
	for k := range out {
		if rest := s[out[k].End:]; title != "" && strings.HasPrefix(rest, title) {
			out[k].End += len(strings.TrimRight(title, " "))
		}
	}
	return out
}

// galleryTitle returns what all captions after the controls begin with: "Photos:"
// and the title of the gallery, "" when they share no label.
func galleryTitle(s string, controls []Span) string {
	const label = " Photos: "
	title := ""
	for _, c := range controls {
		rest := s[c.End:min(len(s), c.End+maxGalleryTitle)]
		switch {
		case !strings.HasPrefix(rest, label):
		case title == "":
			title = rest
		default:
			n := 0
			for n < min(len(title), len(rest)) && title[n] == rest[n] {
				n++
			}
			title = title[:n]
		}
	}
	if title == "" {
		return ""
	}
	return title[:strings.LastIndexByte(title, ' ')+1]
}

// pictureNumber reads "2 of 16" at byte at and returns its end, at when it is none.
func pictureNumber(s string, at int) int {
	words := strings.SplitN(s[at:min(len(s), at+24)], " ", 4)
	if len(words) < 3 || words[1] != "of" {
		return at
	}
	for _, w := range []string{words[0], words[2]} {
		if _, err := strconv.Atoi(w); err != nil {
			return at
		}
	}
	return at + len(words[0]) + len(" of ") + len(words[2])
}

// maxGalleryTitle is the longest title of a gallery, in bytes.
const maxGalleryTitle = 160
