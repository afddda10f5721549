package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencies are the picture services and archives that sign pictures. A name
// here in brackets at the end of a line is a signature, not a source that the
// text cites.
var agencies = lineSet(`
aa
aap
abaca
afp
afp photo
alamy
anadolu
anadolu agency
ani
ansa
ap
ap photo
archive
archives
associated press
belga
bloomberg
courtesy
dpa
efe
epa
epa-efe
epa images
file
file photo
getty
getty images
handout
imago
interfax
irna
isna
istock
keystone
kyodo
mehr
nasa
ntb
pa
pa media
pa wire
picture alliance
pool
press association
pti
reuters
ria
ria novosti
sana
screengrab
screenshot
shutterstock
sipa
sputnik
tasnim
tass
the associated press
unsplash
upi
via getty images
wam
wikimedia commons
xinhua
yonhap
zuma press`)

// creditLabels announce the credit that ends a line.
var creditLabels = []string{
	"Image Credit:", "Image credit:", "IMAGE CREDIT:", "Photo Credit:", "Photo credit:", "PHOTO CREDIT:", "Picture Credit:", "Picture credit:",
	"Image Source:", "Image source:", "Photo Source:", "Image copyright", "Photo by:", "Photo by ", "Photos by ", "Photograph by ", "Photograph:", "Photographer:", "Photo:", "PHOTO:", "Photos:",
	"Picture:", "Image:", "Credit:", "Credits:", "CREDIT:", "File photo:",
}

// maxCredit is the longest credit in bytes.
const maxCredit = 80

// creditAt returns where the credit of a picture starts that ends the line s,
// -1 when there is none, and whether the words before it are its caption.
func creditAt(s string) (at int, caption bool) {
	if at := bracketedCredit(s); at >= 0 {
		before := strings.TrimRightFunc(s[:at], isSpace)
		explicit := containsAny(strings.ToLower(s[at:]), []string{"photo", "image", "picture", "getty", "handout", "/"})
		return at, before != "" && (explicit || !endsWithStop(before))
	}
	if at := labelledCredit(s); at >= 0 {
		return at, strings.TrimSpace(s[:at]) != ""
	}
	if isAgencyLine(s) {
		return 0, false
	}
	return -1, false
}

// bracketedCredit finds "(AFP)", "[Reuters]", "(Photo by A. Name/Getty Images)".
func bracketedCredit(s string) int {
	end := strings.TrimRight(s, ". ")
	if end == "" || end[len(end)-1] != ')' && end[len(end)-1] != ']' {
		return -1
	}
	open := max(strings.LastIndexByte(end, '('), strings.LastIndexByte(end, '['))
	if open < 0 || len(end)-open > maxCredit+2 {
		return -1
	}
	inside := strings.ToLower(strings.TrimSpace(end[open+1 : len(end)-1]))
	if hasAnyPrefix(inside, []string{"photo by", "photo:", "photo credit", "photos by", "image credit", "image:", "image by", "picture by", "picture:", "ap photo", "file photo", "credit:", "afp photo", "handout"}) {
		return open
	}
	if signs(inside) {
		return open
	}
	return -1
}

// signs reports that lower is an agency, or names joined to one by a slash or
// a comma: "AFP", "Reuters/J. Doe", "J. Doe/Getty Images".
func signs(lower string) bool {
	if agencies[lower] {
		return true
	}
	parts := strings.FieldsFunc(lower, func(r rune) bool { return r == '/' || r == ',' || r == '|' })
	return len(parts) > 1 && slices.ContainsFunc(parts, func(p string) bool { return agencies[strings.TrimSpace(p)] })
}

// labelledCredit finds a label such as "Image Credit:" with a name after it
// and nothing else: at the start of the line, or after a sentence or a caption.
func labelledCredit(s string) int {
	tail := s[max(0, len(s)-maxCredit-20):]
	if !strings.Contains(tail, "redit") && !strings.Contains(tail, "REDIT") && !strings.Contains(tail, "hoto") &&
		!strings.Contains(tail, "HOTO") && !strings.Contains(tail, "mage") && !strings.Contains(tail, "icture") {
		return -1
	}
	best := -1
	for _, label := range creditLabels {
		i := strings.LastIndex(s, label)
		if i < 0 || best >= 0 && best <= i {
			continue
		}
		name := strings.TrimSpace(s[i+len(label):])
		if i > 0 && !startsFresh(s[:i]) || !isCreditName(name) {
			continue
		}
		best = i
	}
	return best
}

// startsFresh reports that what follows before is a new remark.
func startsFresh(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return isSpace(r)
}

// isCreditName reports a name or two: capitalised, short, no sentence.
func isCreditName(s string) bool {
	if s == "" || len(s) > maxCredit {
		return false
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return isSpace(r) || r == '/' || r == ',' })
	if len(words) > 8 {
		return false
	}
	small := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(©@\""))
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			small++
		}
	}
	return small <= len(words)/3 && !strings.Contains(s, ". ")
}

// isAgencyLine reports a line that is only a signature: "AFP",
// "J. Doe/Getty Images".
func isAgencyLine(s string) bool {
	return len(s) <= maxCredit && (agencies[strings.ToLower(s)] && s[0] >= 'A' && s[0] <= 'Z' || strings.ContainsRune(s, '/') && signs(strings.ToLower(s)) && isCreditName(s))
}
