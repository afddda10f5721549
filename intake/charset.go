package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// sniffBytes is how much of a source decides about its encoding.
const sniffBytes = 4096

// toUTF8 returns data as UTF-8 text and the name of the encoding it was in. A
// byte order mark wins, then what is valid UTF-8 is UTF-8, then what the type
// or the head of a page declares; what is left is read as windows-1252, as
// browsers do.
func toUTF8(data []byte, declared string) (string, string) {
	if order, ok := utf16Order(data); ok {
		return decode(unicode.UTF16(order, unicode.UseBOM).NewDecoder(), data), "utf-16"
	}
	data = bytes.TrimPrefix(data, []byte{0xEF, 0xBB, 0xBF})
	if utf8.Valid(data) {
		return string(data), "utf-8"
	}
	enc, name, certain := charset.DetermineEncoding(data, declared)
	if isUTF8But(data) && (!certain || name == "utf-8" || name == "utf-16le" || name == "utf-16be") {
		return strings.ToValidUTF8(string(data), "\uFFFD"), "utf-8"
	}
	return decode(enc.NewDecoder(), data), name
}

func decode(d *encoding.Decoder, data []byte) string {
	out, err := d.Bytes(data)
	if err != nil { // decoders replace what they cannot read; this is a safeguard
		return strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// utf16Order recognises UTF-16 by its mark or, in texts of Western scripts, by
// every second byte being zero.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return unicode.BigEndian, true
	}
	head := data[:min(len(data), sniffBytes)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch half := len(head) / 2; {
	case half < 8:
		return unicode.LittleEndian, false
	case zeros[1] > half*2/3 && zeros[0] < half/20+1:
		return unicode.LittleEndian, true
	case zeros[0] > half*2/3 && zeros[1] < half/20+1:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// isUTF8But reports text that is UTF-8 but for some damage: it has characters
// of several bytes, which in other encodings hardly come about by chance, and
// no fewer of them than bytes that are none.
func isUTF8But(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data) && good+bad < 10_000; {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > 0 && good >= bad
}
