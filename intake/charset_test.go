package intake_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"

	"rapporteur/intake"
)

// TestCharsets: the type that the server declared counts before the page, and
// the page before a guess.
func TestCharsets(t *testing.T) {
	const russian, japaneseText, chinese, french = "Переговоры завершились в четверг", "協議は木曜日に終了した", "谈判于星期四结束", "Les négociations ont été «\u00a0closes\u00a0» jeudi"
	for _, test := range []struct {
		name, text string
		enc        encoding.Encoding
		mediaType  string
		meta       string
	}{
		{"windows-1251 by the server", russian, charmap.Windows1251, "text/html; charset=windows-1251", ""},
		{"windows-1251 by the page", russian, charmap.Windows1251, "text/html", `<meta charset="windows-1251">`},
		{"koi8-r by the page, old form", russian, charmap.KOI8R, "", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">`},
		{"the server against the page", russian, charmap.KOI8R, "text/html; charset=koi8-r", `<meta charset="windows-1251">`},
		{"Shift JIS", japaneseText, japanese.ShiftJIS, "", `<meta charset="shift_jis">`},
		{"GBK", chinese, simplifiedchinese.GBK, "text/html; charset=gb2312", ""},
		{"Latin 1 without a word", french, charmap.ISO8859_1, "text/html", ""},
		{"UTF-8 that is called Latin 1", russian, encoding.Nop, "text/html; charset=iso-8859-1", ""},
	} {
		page := "<html><head>" + test.meta + "<title>x</title></head><body><p>" + strings.Repeat(test.text+". ", 10) + "</p></body></html>"
		data, err := test.enc.NewEncoder().Bytes([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(test.text, "\u00a0", " ")
		if d := extractOne(t, intake.Source{Type: test.mediaType, Data: data}); !strings.Contains(d.Body, want) {
			t.Errorf("%s: Extract = %.100q, want %q", test.name, d.Body, want)
		}
	}
}
