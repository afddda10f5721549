package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// SplitterVersion changes whenever the same file would give other spans, so
// that indexes built from older ones are rebuilt.
const SplitterVersion = 1

// Defaults of Options.
const (
	DefaultMaxBytes       = 8 << 20
	DefaultPassageTokens  = 160
	DefaultPassageOverlap = 32
)

// Options say how files become articles. The zero value is useful.
type Options struct {
	MaxBytes       int64 // largest file taken in; 0 means DefaultMaxBytes
	PassageTokens  int   // words a passage aims at; 0 means DefaultPassageTokens
	PassageOverlap int   // words shared by neighbours; 0 means DefaultPassageOverlap, below 0 none
	Workers        int   // files read at the same time; 0 means one per processor

	Derived *Derived // of an earlier run; may be nil

	// Progress is told how many of the files of a folder were read, now and then
	// and by many goroutines at once; may be nil.
	Progress func(done, total int)
}

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.PassageTokens <= 0 {
		o.PassageTokens = DefaultPassageTokens
	}
	if o.PassageOverlap == 0 {
		o.PassageOverlap = min(DefaultPassageOverlap, o.PassageTokens/4)
	}
	o.PassageOverlap = min(max(o.PassageOverlap, 0), o.PassageTokens/2)
	return o
}

// The kinds of file that Decode takes for no article. An error of Decode wraps
// one of them or says what is wrong with the front matter.
var (
	ErrEmpty    = errors.New("holds no text")
	ErrBinary   = errors.New("is not text")
	ErrHTML     = errors.New("is an HTML page, not an article's text")
	ErrTooLarge = errors.New("is too large")
)

// Decode reads one article from the bytes of the file at path. The path names
// the article where the file does not. The error, without the path, completes
// a sentence that starts with the file's name.
func Decode(path string, data []byte, opts Options) (*Article, error) {
	opts = opts.withDefaults()
	if int64(len(data)) > opts.MaxBytes {
		return nil, tooLarge(int64(len(data)), opts.MaxBytes)
	}
	content, warnings, err := toText(data)
	if err != nil {
		return nil, err
	}
	head, body, err := splitFrontMatter(content)
	if err != nil {
		return nil, err
	}
	if strings.TrimFunc(body, isSpace) == "" {
		return nil, ErrEmpty
	}
	if looksLikeHTML(body) {
		return nil, ErrHTML
	}
	a := &Article{Path: path, Body: body, Hash: hashText(body), Warnings: warnings, sum: sha256.Sum256(data), bodyAt: -1}
	a.Revision = hex.EncodeToString(a.sum[:8])
	if bytes.HasSuffix(data, []byte(body)) {
		a.bodyAt = len(data) - len(body)
	}
	if err := head.describe(a); err != nil {
		return nil, err
	}
	a.structure(opts)
	if len(a.Sentences) == 0 {
		return nil, fmt.Errorf("%w besides navigation and notices", ErrEmpty)
	}
	return a, nil
}

// structure derives everything that is a span of the body.
func (a *Article) structure(opts Options) {
	lines := splitLines(a.Body)
	cleaned := clean(a.Body, lines)
	a.Removed = cleaned.removals
	infer(a, lines, cleaned)
	blocks := paragraphs(a, lines, cleaned)
	quotes := findQuotes(a.Body, blocks)
	a.Sentences = splitSentences(a.Body, blocks, quotes)
	attribute(a, quotes)
	a.Passages = splitPassages(a, opts)
}

func tooLarge(size, limit int64) error {
	return fmt.Errorf("%w: %d bytes, more than the limit of %d", ErrTooLarge, size, limit)
}

// sniffBytes is how much of a file decides whether it is text.
const sniffBytes = 1024

// toText returns data as valid UTF-8 without a byte order mark, and a warning
// for each thing that was not stored as received.
func toText(data []byte) (string, []string, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return "", nil, fmt.Errorf("%w that can be read: it is UTF-32", ErrBinary)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return fromUTF16(data)
	}
	if kind := binaryKind(data); kind != "" {
		return "", nil, fmt.Errorf("%w but %s", ErrBinary, kind)
	}
	var warnings []string
	s := string(data)
	if !utf8.ValidString(s) {
		n := countInvalid(s)
		s = strings.ToValidUTF8(s, "\uFFFD")
		warnings = append(warnings, fmt.Sprintf("%d bytes were not UTF-8 and are stored as U+FFFD", n))
	}
	return withoutNULs(s, warnings)
}

func withoutNULs(s string, warnings []string) (string, []string, error) {
	if n := strings.Count(s, "\x00"); n > 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
		warnings = append(warnings, fmt.Sprintf("%d NUL bytes are stored as U+FFFD", n))
	}
	return s, warnings, nil
}

func countInvalid(s string) int {
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			n++
		}
		i += size
	}
	return n
}

// fromUTF16 decodes data that starts with a UTF-16 byte order mark.
func fromUTF16(data []byte) (string, []string, error) {
	lo, hi := 0, 1
	if data[0] == 0xFE {
		lo, hi = 1, 0
	}
	data = data[2:]
	var warnings []string
	if len(data)%2 == 1 {
		warnings = append(warnings, "the last byte is half a UTF-16 unit and was left out")
		data = data[:len(data)-1]
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+lo]) | uint16(data[2*i+hi])<<8
	}
	runes := utf16.Decode(units)
	for i, r := range runes[:min(len(runes), sniffBytes)] {
		if r == 0 {
			return "", nil, fmt.Errorf("%w: NUL at character %d of UTF-16", ErrBinary, i+1)
		}
	}
	return withoutNULs(string(runes), warnings)
}

// magics are the first bytes of kinds of file that get saved under a wrong
// name and need not hold a NUL early on.
var magics = []struct{ prefix, kind string }{
	{"\x7fELF", "a program (ELF)"},
	{"MZ\x90", "a program (PE)"},
	{"\x89PNG", "an image (PNG)"},
	{"\xff\xd8\xff", "an image (JPEG)"},
	{"GIF87a", "an image (GIF)"},
	{"GIF89a", "an image (GIF)"},
	{"%PDF-", "a PDF"},
	{"%!PS", "PostScript"},
	{"{\\rtf", "rich text (RTF)"},
	{"PK\x03\x04", "a ZIP archive or office document"},
	{"\x1f\x8b", "a gzip archive"},
	{"\xfd7zXZ", "an xz archive"},
	{"\x28\xb5\x2f\xfd", "a zstd archive"},
	{"\xd0\xcf\x11\xe0", "an old office document"},
	{"SQLite format 3", "a SQLite database"},
}

// binaryKind says what data is when it is no text, "" when it may be text.
func binaryKind(data []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.kind
		}
	}
	head := data[:min(len(data), sniffBytes)]
	controls := 0
	for _, c := range head {
		switch {
		case c == 0:
			return "binary (it holds NUL bytes)"
		case c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b:
			controls++
		}
	}
	if controls > 4 && controls > len(head)/20 {
		return "binary (it is full of control characters)"
	}
	return ""
}

// hashText returns the SHA-256 of s with runs of white space folded to one
// space and none at the ends, in hexadecimal.
func hashText(s string) string {
	h := sha256.New()
	buf := make([]byte, 0, 4096)
	space, begun := false, false
	for _, r := range s {
		if isSpace(r) {
			space = begun
			continue
		}
		if space {
			buf = append(buf, ' ')
		}
		space, begun = false, true
		buf = utf8.AppendRune(buf, r)
		if len(buf) > 4000 {
			h.Write(buf)
			buf = buf[:0]
		}
	}
	h.Write(buf)
	return hex.EncodeToString(h.Sum(nil))
}

// isSpace reports white space in the wide sense: also invisible characters
// that take part in no word when they stand between words.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	switch r {
	case '\u200b', '\ufeff', '\u2060', '\u00ad', '\u200e', '\u200f':
		return true
	}
	return unicode.IsSpace(r)
}
