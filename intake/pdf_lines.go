package intake

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/text"
)

// pdfLine is a line of a page.
type pdfLine struct {
	x0, x1, y, size float64
	text            string
	page            int
}

// linesOf puts the strings of a page together to lines, in the order in which
// they were shown: programs show columns one after the other.
func linesOf(p pdfPage, page int) []pdfLine {
	var lines []pdfLine
	var line strings.Builder
	var at pdfLine
	flush := func() {
		at.text = strings.Join(strings.Fields(cleanRun(line.String())), " ")
		if at.text != "" {
			lines = append(lines, at)
		}
		line.Reset()
	}
	for i, r := range p.runs {
		size := max(r.size, 1)
		same := i > 0 && math.Abs(r.y-at.y) < size*0.4 && r.x0 > at.x1-size*1.5 && r.x0 < at.x1+size*12
		raised := i > 0 && r.size < at.size*0.8 && math.Abs(r.y-at.y) < at.size*0.6 && math.Abs(r.x0-at.x1) < at.size*0.3
		switch {
		case raised: // the mark of a footnote, or the end of "8th"
			if isNumber(r.text) {
				at.x1 = max(at.x1, r.x1)
				continue
			}
			line.WriteString(r.text)
		case same:
			if r.x0-at.x1 > size*0.18 {
				line.WriteByte(' ')
			}
			line.WriteString(r.text)
			at.size = max(at.size, r.size)
		default:
			flush()
			at = pdfLine{x0: r.x0, x1: r.x1, y: r.y, size: r.size, page: page}
			line.WriteString(r.text)
		}
		at.x1 = max(at.x1, r.x1)
	}
	flush()
	return lines
}

// cleanRun keeps the soft hyphen at the end of a line, which says that a word
// goes on, as a plain one.
func cleanRun(s string) string {
	if strings.HasSuffix(s, "\u00ad") {
		s = strings.TrimSuffix(s, "\u00ad") + "-"
	}
	return strings.ReplaceAll(cleanText(s), "\n", " ")
}

func isNumber(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && strings.Trim(s, "0123456789*,†‡") == ""
}

// withoutRunningLines returns the lines of all pages but for the numbers of
// pages and what stands at the head or foot of several.
func withoutRunningLines(pages []pdfPage) []pdfLine {
	perPage := make([][]pdfLine, len(pages))
	edges := make([]map[int]bool, len(pages)) // lines at the head and foot, by index
	seen := map[string]int{}
	for i, p := range pages {
		perPage[i] = linesOf(p, i)
		edges[i] = edgeLines(perPage[i])
		once := map[string]bool{}
		for k := range edges[i] {
			once[pattern(perPage[i][k].text)] = true
		}
		for s := range once {
			seen[s]++
		}
	}
	var out []pdfLine
	for i, lines := range perPage {
		for k, l := range lines {
			repeated := seen[pattern(l.text)]
			running := edges[i][k] && (isPageNumber(l.text) || repeated >= 2)
			if !running {
				out = append(out, l)
			}
		}
	}
	return out
}

// edgeLines returns the lines at the head and at the foot of a page that stand
// apart from what lies between: at most two rows of them at either end.
func edgeLines(lines []pdfLine) map[int]bool {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lines[b].y, lines[a].y) })
	edges := map[int]bool{}
	apart(lines, order, edges)
	slices.Reverse(order)
	apart(lines, order, edges)
	return edges
}

// apart adds the first lines of the order to edges, when after one or two rows
// there is more room than between lines of a text.
func apart(lines []pdfLine, order []int, edges map[int]bool) {
	const sameRow, room = 0.5, 1.6 // in sizes of letters
	rows := 1
	for i := 1; i < len(order); i++ {
		l := lines[order[i]]
		gap := math.Abs(lines[order[i-1]].y-l.y) / max(1, min(l.size, lines[order[i-1]].size))
		if gap > room {
			for _, k := range order[:i] {
				edges[k] = true
			}
			if rows == 2 {
				return
			}
		}
		if gap > sameRow {
			if rows++; rows > 2 {
				return
			}
		}
	}
	for _, k := range order { // nothing else on the page
		edges[k] = true
	}
}

// pattern returns a line with its numbers alike, so that running lines with the
// number of the page are the same on each.
func pattern(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return unicode.ToLower(r)
	}, strings.Join(strings.Fields(strings.TrimRight(s, "0123456789 ")), " "))
}

// pageWords stand beside the number of a page.
var pageWords = text.Set("page pages of p pg seite von sur de página страница из sayfa")

func isPageNumber(s string) bool {
	number := false
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		digits := strings.Trim(w, "0123456789") == "" && len(w) <= 4
		roman := strings.Trim(w, "ivxl") == "" && len(w) <= 6
		if !digits && !roman && !pageWords[w] {
			return false
		}
		number = number || digits || roman
	}
	return number && len(s) < 25
}

// paragraphsOf joins lines to paragraphs.
func paragraphsOf(lines []pdfLine) string {
	spacing, right := usualSpacing(lines), rightEdges(lines)
	words := hyphenWords(lines)
	var out []byte
	for i, l := range lines {
		switch {
		case i == 0:
		case startsParagraph(lines[i-1], l, spacing, right):
			out = append(out, "\n\n"...)
		case endsInHyphen(lines[i-1].text) && startsLower(l.text):
			if joinHyphen(lines[i-1].text, l.text, words) {
				_, hyphen := utf8.DecodeLastRune(out)
				out = out[:len(out)-hyphen]
			}
		default:
			out = append(out, ' ')
		}
		out = append(out, l.text...)
	}
	return string(out)
}

// startsParagraph reports that b begins a paragraph after a: there is more room
// between them, the size of the letters differs, b is set in, or a ends short
// of the edge with the end of a sentence. Over the end of a column or a page a
// paragraph goes on when its sentence does.
func startsParagraph(a, b pdfLine, spacing float64, right map[int]float64) bool {
	down := a.y - b.y
	size := max(a.size, b.size)
	open := !endsSentence(a.text)
	switch {
	case math.Abs(a.size-b.size) > size*0.12:
		return true
	case a.page != b.page || down < 0:
		return !open || !startsLower(b.text) && a.x1 < right[a.page]-size*4
	case down > spacing*1.35 && down > size*1.35:
		return true
	case b.x0-a.x0 > size*0.8 && b.x0-a.x0 < size*6 && !open:
		return true
	}
	return a.x1 < right[a.page]-size*5 && !open
}

// usualSpacing returns the median distance of lines that follow each other.
func usualSpacing(lines []pdfLine) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if d := lines[i-1].y - lines[i].y; lines[i].page == lines[i-1].page && d > 1 && d < 4*max(lines[i].size, 1) {
			gaps = append(gaps, d)
		}
	}
	if len(gaps) == 0 {
		return 14
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// rightEdges returns for each page where most lines end at the latest.
func rightEdges(lines []pdfLine) map[int]float64 {
	ends := map[int][]float64{}
	for _, l := range lines {
		ends[l.page] = append(ends[l.page], l.x1)
	}
	right := map[int]float64{}
	for page, xs := range ends {
		slices.Sort(xs)
		right[page] = xs[len(xs)*7/10]
	}
	return right
}

func endsInHyphen(s string) bool {
	rest, found := strings.CutSuffix(s, "-")
	if !found {
		if rest, found = strings.CutSuffix(s, "‐"); !found {
			return false
		}
	}
	r, _ := utf8.DecodeLastRuneInString(rest)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":") || strings.HasSuffix(s, "؟") || strings.HasSuffix(s, "。")
}

// compoundParts are first parts of words that are written with a hyphen.
var compoundParts = text.Set("anti non self well half ex co vice semi pro multi so two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety year long high low first second third war cease mid pre post cross all north south east west us un eu")

// hyphenWords counts the words of the lines, but for the halves at their ends.
func hyphenWords(lines []pdfLine) map[string]int {
	words := map[string]int{}
	for _, l := range lines {
		fields := strings.Fields(strings.ToLower(l.text))
		for i, w := range fields {
			if i == len(fields)-1 && endsInHyphen(w) || i == 0 {
				continue
			}
			if len(words) < 200_000 {
				words[strings.TrimFunc(w, unicode.IsPunct)]++
			}
		}
	}
	return words
}

// joinHyphen reports whether the hyphen at the end of line a only divides a
// word that goes on in b. The document decides when it has the word elsewhere;
// otherwise a hyphen stays after what usually has one.
func joinHyphen(a, b string, words map[string]int) bool {
	first := strings.ToLower(a[strings.LastIndexAny(a, " \t")+1:])
	first = strings.TrimLeftFunc(strings.TrimRight(first, "-‐"), unicode.IsPunct)
	second, _, _ := strings.Cut(strings.ToLower(b), " ")
	second = strings.TrimRightFunc(second, unicode.IsPunct)
	whole, hyphened := words[first+second], words[first+"-"+second]
	switch {
	case whole != hyphened:
		return whole > hyphened
	case strings.ContainsFunc(first, unicode.IsDigit), strings.Contains(first, "-"), strings.Contains(second, "-"):
		return false
	}
	return !compoundParts[first]
}

// printedTitle returns the first lines that the first page has in the largest
// letters, when these are clearly larger than those of the text.
func printedTitle(lines []pdfLine) string {
	sizes := make([]float64, 0, len(lines))
	largest := 0.0
	for _, l := range lines {
		sizes = append(sizes, l.size)
		if l.page == lines[0].page {
			largest = max(largest, l.size)
		}
	}
	slices.Sort(sizes)
	if largest < sizes[len(sizes)/2]*1.25 {
		return ""
	}
	var parts []string
	for i, l := range lines {
		large := l.page == lines[0].page && l.size > largest*0.95
		if large && (len(parts) == 0 || lines[i-1].y-l.y < l.size*1.8 && lines[i-1].y > l.y) {
			parts = append(parts, l.text)
		} else if len(parts) > 0 {
			break
		}
	}
	title := strings.Join(parts, " ")
	if len(parts) > 4 || len(title) > 200 || len(title) < 8 {
		return ""
	}
	return title
}
