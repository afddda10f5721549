package intake

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// pdfFont reads strings of one font.
type pdfFont struct {
	encoding pdf.TextEncoding
	widths   map[int]float64 // thousandths of the size, by code
	missing  float64         // the width of other codes
	wide     bool            // codes are two bytes
}

const maxWidths = 70_000

func newPDFFont(v pdf.Value) *pdfFont {
	font := pdf.Font{V: v}
	f := &pdfFont{encoding: font.Encoder(), widths: map[int]float64{}, missing: 500}
	if v.Key("Subtype").Name() == "Type0" {
		f.wide = true
		f.readWide(v.Key("DescendantFonts").Index(0))
		return f
	}
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64()
	}
	return f
}

// readWide reads the widths of a composite font (ISO 32000-1, 9.7.4.3): a code
// and a list of widths, or two codes and one width for all between them.
func (f *pdfFont) readWide(v pdf.Value) {
	f.missing = 1000
	if dw := v.Key("DW"); !dw.IsNull() {
		f.missing = dw.Float64()
	}
	w := v.Key("W")
	for i := 0; i+1 < w.Len() && len(f.widths) < maxWidths; {
		first, next := int(w.Index(i).Int64()), w.Index(i+1)
		if next.Kind() == pdf.Array {
			for j := range min(next.Len(), maxWidths) {
				f.widths[first+j] = next.Index(j).Float64()
			}
			i += 2
			continue
		}
		last, width := min(int(next.Int64()), first+maxWidths), w.Index(i+2).Float64()
		for code := first; code <= last; code++ {
			f.widths[code] = width
		}
		i += 3
	}
}

// width returns the width of a string in parts of the size, how many codes it
// has, and how many of them are single-byte blanks, which word spacing widens.
func (f *pdfFont) width(raw string) (width float64, codes, blanks int) {
	step := 1
	if f.wide {
		step = 2
	}
	for i := 0; i+step <= len(raw); i += step {
		code := int(raw[i])
		if f.wide {
			code = code<<8 | int(raw[i+1])
		} else if code == ' ' {
			blanks++
		}
		w, known := f.widths[code]
		if !known {
			w = f.missing
		}
		width += w / 1000
		codes++
	}
	return width, codes, blanks
}

// ligatures are letters that fonts have as one.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

func (f *pdfFont) decode(raw string) string {
	return ligatures.Replace(strings.ToValidUTF8(f.encoding.Decode(raw), "\uFFFD"))
}
