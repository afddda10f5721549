package intake_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/intake"
)

// story is an article as a page has it; its words are what a draft of a
// hostile page may hold.
const story = "<h1>Grain talks end</h1><p>Talks on the shipping of grain ended on Thursday without a date for another round, four officials who took part said.</p><p>The union expects to be asked again before April, an official said, speaking on condition of anonymity.</p>"

func inPage(s string) []byte {
	return []byte("<!DOCTYPE html><html><head><title>Grain talks end</title></head><body><article>" + s + "</article></body></html>")
}

func utf16File(order binary.AppendByteOrder, mark bool, s string) []byte {
	var b []byte
	if mark {
		b = order.AppendUint16(b, 0xFEFF)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

// hostile is a file that is made to do harm, and what comes of it: drafts that
// hold want, or, when want is "", a refusal of a kind; nil leaves both open.
type hostile struct {
	name string // of the file; its end is part of the case
	data func() []byte
	want string
	err  error
}

func file(b []byte) func() []byte { return func() []byte { return b } }
func page(s string) func() []byte { return func() []byte { return inPage(s) } }

func repeat(s string, n int) string { return strings.Repeat(s, n) }

const saw = "four officials who took part said"

// bomb is a PDF whose page unfolds to size bytes, deflated twice or more.
func bomb(unit string, size int) func() []byte {
	return func() []byte { return pdfOf(repeat(unit, size/len(unit))).bytes() }
}

var hostileFiles = map[string]hostile{
	// PDF
	"PDF, bomb of blanks":         {"a.pdf", bomb(" ", 100<<20), "", nil},
	"PDF, bomb of numbers":        {"a.pdf", bomb("1 ", 200<<20), "", nil},
	"PDF, bomb of text":           {"a.pdf", bomb("BT /F1 9 Tf 1 0 0 1 9 9 Tm (bomb) Tj ET ", 60<<20), "", nil},
	"PDF, bomb of names":          {"a.pdf", bomb("/N ", 100<<20), "", nil},
	"PDF, bomb of arrays":         {"a.pdf", bomb("[", 50<<20), "", nil},
	"PDF, bomb of a string":       {"a.pdf", func() []byte { return pdfOf("BT /F1 9 Tf (" + repeat("x", 150<<20) + ") Tj ET").bytes() }, "", nil},
	"PDF, saves without end":      {"a.pdf", bomb("q ", 50<<20), "", nil},
	"PDF, form that calls itself": {"a.pdf", selfCallingForm, "", nil},
	"PDF, forms two by two":       {"a.pdf", doublingForms, "", nil},
	"PDF, tree that holds itself": {"a.pdf", func() []byte {
		f := pdfOf("BT ET")
		f.objects[1] = "<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R 2 0 R] >>"
		return f.bytes()
	}, "", nil},
	"PDF, parent that is itself": {"a.pdf", func() []byte {
		f := pdfOf(lines(9, 72, 700, 12, "Page"))
		f.objects[1] = strings.Replace(f.objects[1], "/Type /Pages", "/Type /Pages /Parent 2 0 R", 1)
		return f.bytes()
	}, "Page", nil},
	"PDF, a thousand million pages": {"a.pdf", func() []byte {
		f := pdfOf(lines(9, 72, 700, 12, "Page"))
		f.objects[1] = strings.Replace(f.objects[1], "/Count 1", "/Count 1000000000", 1)
		return f.bytes()
	}, "Page", nil},
	"PDF, 100,000 kids": {"a.pdf", func() []byte {
		f := pdfOf("BT ET")
		f.objects[1] = "<< /Type /Pages /Count 1 /Kids [" + repeat("5 0 R ", 100_000) + "] >>"
		return f.bytes()
	}, "", nil},
	"PDF, length that is itself": {"a.pdf", func() []byte {
		f := pdfOf("x")
		f.objects[3] = "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"
		return f.bytes()
	}, "", nil},
	"PDF, reference to itself":   {"a.pdf", func() []byte { f := pdfOf("x"); f.objects[3] = "4 0 R"; return f.bytes() }, "", nil},
	"PDF, nested arrays":         {"a.pdf", func() []byte { f := pdfOf("x"); f.trailer = "/Info " + repeat("[", 1<<20); return f.bytes() }, "", nil},
	"PDF, nested dictionaries":   {"a.pdf", func() []byte { f := pdfOf("x"); f.objects[0] = repeat("<< /A ", 1<<20); return f.bytes() }, "", nil},
	"PDF, map of all characters": {"a.pdf", hugeCMap, "", nil},
	"PDF, widths without end":    {"a.pdf", hugeWidths, "", nil},
	"PDF, xref that goes round":  {"a.pdf", func() []byte { f := pdfOf("BT ET"); f.trailer = "/Prev 9"; return f.bytes() }, "", nil},
	"PDF, xref of huge size": {"a.pdf", func() []byte {
		return bytes.Replace(pdfOf("BT ET").bytes(), []byte("/Size"), []byte("/Size 2147483647 /S"), 1)
	}, "", nil},
	"PDF, filters in a row": {"a.pdf", func() []byte {
		f := pdfOf("x")
		f.objects[3] = stream("/Filter ["+repeat("/FlateDecode ", 10_000)+"]", "x")
		return f.bytes()
	}, "", nil},
	"PDF, noise":      {"a.pdf", func() []byte { return append([]byte("%PDF-1.7\n"), noise(1<<20)...) }, "", intake.ErrMalformed},
	"PDF, named text": {"article.txt", func() []byte { return pdfOf(lines(9, 72, 700, 12, "A PDF all the same.")).bytes() }, "A PDF all the same.", nil},

	// HTML
	"HTML, 100,000 tags nested":      {"a.html", page(repeat("<div>", 100_000) + story), "", nil},
	"HTML, 100,000 tags of letters":  {"a.html", page(repeat("<b><i>", 50_000) + story), "", nil},
	"HTML, tables in tables":         {"a.html", page(repeat("<table><tr><td>", 50_000) + story), "", nil},
	"HTML, one line of 30 MB":        {"a.html", page(story + "<p>" + repeat("word ", 6<<20)), "", nil},
	"HTML, a million paragraphs":     {"a.html", page(story + repeat("<p>x", 1_000_000)), "", nil},
	"HTML, a million attributes":     {"a.html", page("<p " + repeat("a=b ", 1_000_000) + ">" + story), "", nil},
	"HTML, attribute of 20 MB":       {"a.html", page(`<p style="` + repeat("x", 20<<20) + `">` + story), "", nil},
	"HTML, a million classes":        {"a.html", page(`<div class="` + repeat("a-", 1_000_000) + `">` + story + "</div>"), saw, nil},
	"HTML, sheet of a million rules": {"a.html", page("<style>" + repeat(".a{display:none}", 300_000) + repeat("{", 100_000) + "</style>" + story), saw, nil},
	"HTML, script and style":         {"a.html", page("<script>HIDDEN</script><style>HIDDEN</style><!-- HIDDEN --><template>HIDDEN</template><noscript>HIDDEN</noscript>" + story + "<script>HIDDEN"), saw, nil},
	"HTML, script in pieces":         {"a.html", page("<scr<script>seen</script>ipt>seen</script>" + story), saw, nil},
	"HTML, comments that do not end": {"a.html", page(story + "<!--><!-- HIDDEN -- > <p>HIDDEN"), saw, nil},
	"HTML, hidden in many ways":      {"a.html", page(story + hiddenWays), saw, nil},
	"HTML, SVG and MathML":           {"a.html", page(story + "<svg><text>HIDDEN</text><foreignObject><p>HIDDEN</p></foreignObject></svg><math><mi>x</mi><annotation>HIDDEN</annotation></math>"), saw, nil},
	"HTML, CDATA":                    {"a.html", page("<![CDATA[HIDDEN]]>" + story), saw, nil},
	"HTML, escaped twice":            {"a.html", page(story + "<p>The tag &amp;lt;script&amp;gt; was quoted in the report that the officials wrote.</p>"), saw, nil},
	"HTML, named text":               {"a.txt", page("<script>HIDDEN</script>" + story), saw, nil},
	"HTML, named PDF":                {"a.pdf", page("<script>HIDDEN</script>" + story), saw, nil},
	"HTML, in UTF-16": {"a.html", func() []byte {
		return utf16File(binary.LittleEndian, true, string(inPage("<script>HIDDEN</script>"+story)))
	}, saw, nil},
	"HTML, in UTF-16 without a mark": {"a.html", func() []byte {
		return utf16File(binary.BigEndian, false, string(inPage("<script>HIDDEN</script>"+story)))
	}, saw, nil},
	"HTML, charset that lies":        {"a.html", file(bytes.Replace(inPage(story), []byte("<title>"), []byte(`<meta charset="utf-16"><title>`), 1)), saw, nil},
	"HTML, charset UTF-7":            {"a.html", file(bytes.Replace(inPage(story+"<p>+ADw-script+AD4-"), []byte("<title>"), []byte(`<meta charset="utf-7"><title>`), 1)), saw, nil},
	"HTML, NULs":                     {"a.html", page(strings.ReplaceAll(story, "grain", "gr\x00ain") + "<scr\x00ipt>x</scr\x00ipt>"), "", nil},
	"HTML, truncated in a tag":       {"a.html", file([]byte(string(inPage(story)[:len(inPage(story))-40]) + "<p class=\"x")), saw, nil},
	"HTML, a million bad references": {"a.html", page(story + "<p>" + repeat("&#x110000;&bogus;", 300_000)), "", nil},
	"HTML, JSON-LD nested":           {"a.html", page(`<script type="application/ld+json">` + repeat(`{"@graph":[`, 9_000) + "</script>" + story), saw, nil},
	"HTML, JSON-LD that is itself":   {"a.html", page(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Grain talks end","publisher":{"@id":"#a"},"author":[{"@id":"#b"}]}</script><script type="application/ld+json">[{"@id":"#a","publisher":{"@id":"#a"},"x":1},{"@id":"#b","name":{"@id":"#b"}}]</script>` + story), saw, nil},
	"HTML, 100,000 scripts of data":  {"a.html", page(repeat(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>`, 100_000) + story), saw, nil},

	// Feeds
	"feed, billion laughs": {"feed.xml", file([]byte(billionLaughs)), "", nil},
	"feed, quadratic entities": {"feed.xml", func() []byte {
		return []byte(`<!DOCTYPE rss [<!ENTITY a "` + repeat("a", 50_000) + `">]><rss version="2.0"><channel><item><title>` + repeat("&a;", 50_000) + `</title></item></channel></rss>`)
	}, "", nil},
	"feed, entity of a file": {"feed.xml", file([]byte(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>T</title><item><title>Talks</title><description>root &x; end of it</description></item></channel></rss>`)), "end of it", nil},
	"feed, 100,000 entries": {"feed.xml", func() []byte {
		return []byte(`<rss version="2.0"><channel><title>T</title>` + repeat(`<item><title>Talks</title><description>The talks ended.</description></item>`, 100_000) + `</channel></rss>`)
	}, "The talks ended.", nil},
	"feed, JSON, 100,000 entries": {"feed.json", func() []byte {
		return []byte(`{"version":"https://jsonfeed.org/version/1","title":"T","items":[` + repeat(`{"id":"1","content_text":"The talks ended."},`, 100_000) + `{"id":"2"}]}`)
	}, "The talks ended.", nil},
	"feed, CDATA in CDATA":       {"feed.xml", file([]byte(`<rss version="2.0"><channel><title>T</title><item><title><![CDATA[<b>Talks</b>]]></title><description><![CDATA[<p>The talks ended.<![CDATA[x]]>]]&gt;<script>HIDDEN</script></description></item></channel></rss>`)), "The talks ended.", nil},
	"feed, nested":               {"feed.xml", func() []byte { return []byte(`<rss version="2.0"><channel>` + repeat("<item><x>", 500_000)) }, "", nil},
	"feed, truncated":            {"feed.xml", file([]byte(`<rss version="2.0"><channel><title>T</title><item><title>Talks</title><description>The talks en`)), "", nil},
	"HTML, script shown as text": {"a.html", page(story + "<p>Then <code>&lt;script&gt;HIDDEN&lt;/script&gt;</code> was in the page of the ministry.</p>"), saw, nil},
	"feed, HTML escaped twice":   {"feed.xml", file([]byte(`<rss version="2.0"><channel><title>T</title><item><title>Talks</title><description>&amp;lt;p&amp;gt;The talks ended.&amp;lt;/p&amp;gt;&amp;lt;script&amp;gt;HIDDEN&amp;lt;/script&amp;gt;</description></item></channel></rss>`)), "The talks ended.", nil},
	"feed, markup escaped twice": {"feed.xml", file([]byte(`<rss version="2.0"><channel><title>T</title><item><title>&lt;script&gt;HIDDEN&lt;/script&gt;Talks</title><description>&lt;p onclick="x"&gt;The talks ended.&lt;/p&gt;&lt;!-- HIDDEN --&gt;</description></item></channel></rss>`)), "The talks ended.", nil},
	"data, XML":                  {"data.xml", file([]byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`)), "", intake.ErrKind},
	"data, JSON":                 {"data.json", file([]byte(`{"a": ["b"]}`)), "", intake.ErrKind},

	// Text
	"text, one line of 31 MB":      {"a.txt", func() []byte { return bytes.Repeat([]byte("word "), 31<<20/5) }, "", intake.ErrTooLarge},
	"text, 50 MB":                  {"a.txt", func() []byte { return bytes.Repeat([]byte("word "), 50<<20/5) }, "", intake.ErrTooLarge},
	"text, one line of 7 MB":       {"a.txt", func() []byte { return bytes.Repeat([]byte("word "), 7<<20/5) }, "word word", nil},
	"text, empty":                  {"a.txt", file(nil), "", intake.ErrNoText},
	"text, only white space":       {"a.txt", file([]byte(" \n\t\u200b\u00ad\n")), "", intake.ErrNoText},
	"text, NULs":                   {"a.txt", file([]byte("The talks\x00 ended \x00on Thursday.")), "The talks ended on Thursday.", nil},
	"text, binary":                 {"a.txt", func() []byte { return noise(100_000) }, "", intake.ErrKind},
	"text, a picture":              {"a.md", file([]byte("\x89PNG\r\n\x1a\n and the rest")), "", intake.ErrKind},
	"text, an archive":             {"a.html", file([]byte("PK\x03\x04 and the rest")), "", intake.ErrKind},
	"text, UTF-16":                 {"a.txt", func() []byte { return utf16File(binary.BigEndian, true, "The talks ended on Thursday.") }, "The talks ended on Thursday.", nil},
	"text, half a unit of UTF-16":  {"a.txt", func() []byte { return append(utf16File(binary.LittleEndian, true, "The talks ended."), 'x') }, "The talks ended.", nil},
	"text, lone surrogates":        {"a.txt", file([]byte("\xff\xfe\x00\xd8T\x00a\x00l\x00k\x00s\x00\x00\xdc")), "Talks", nil},
	"text, invalid UTF-8":          {"a.txt", file([]byte("Die Gespr\xc3\xa4che endeten, sagte Fran\xc3\xa7ois \xff\xfe.")), "Gespräche endeten", nil},
	"text, windows-1252":           {"a.txt", file([]byte("Die Gespr\xe4che \x93endeten\x94 am Donnerstag.")), "Gespräche “endeten”", nil},
	"text, turned around":          {"a.txt", file([]byte("The talks \u202edednefed\u202c ended\u2066 on\u2069 Thursday.")), "ended on Thursday", nil},
	"text, tags that are unseen":   {"a.txt", file([]byte("The talks\U000e0048\U000e0049 ended.\u200b\u2060")), "The talks ended.", nil},
	"text, controls":               {"a.txt", file([]byte("The \x1b[31mtalks\x07 ended\x08\x7f\u009b on Thursday, the officials said.")), "ended on Thursday", nil},
	"text, a comment and a script": {"a.txt", file([]byte("The talks ended.\n<!-- HIDDEN -->\n<p hidden>HIDDEN</p>\nThey go on.\n")), "They go on.", nil},
	"Markdown, hidden":             {"a.md", file([]byte("# Talks\n\nThe talks **ended** on [Thursday](https://example.org).\n\n<!-- HIDDEN -->\n\n<div style=\"display:none\">\n\nHIDDEN\n\n</div>\n\n<script>HIDDEN</script>\n\n![HIDDEN](x.png)\n")), "The talks ended on Thursday.", nil},
	"Markdown, brackets":           {"a.md", func() []byte { return []byte(repeat("[", 100_000) + repeat("![", 50_000) + repeat("*_", 100_000)) }, "", nil},
	"Markdown, nested quotes":      {"a.md", func() []byte { return []byte(repeat(">", 100_000) + " The talks ended.") }, "", nil},
	"Markdown, ours, not closed":   {"a.md", file([]byte("---\ntitle: Talks\nThe talks ended.\n")), "", intake.ErrMalformed},
	"Markdown, ours, aliases":      {"a.md", file([]byte("---\ntitle: &a Talks\nid: *a\nx: &b [*a,*a,*a]\ny: &c [*b,*b,*b]\n---\nThe talks ended.\n")), "The talks ended.", nil},
	"Markdown, ours, hidden":       {"a.md", file([]byte("---\ntitle: Talks\n---\nThe talks ended.<!-- HIDDEN --> <b>They</b> go on.\n")), "The talks ended. They go on.", nil},
}

var hiddenWays = func() string {
	var b strings.Builder
	for _, style := range []string{
		"display:none", "display : NONE !important", "visibility:hidden", "opacity:0", "opacity:.0", "font-size:0", "font-size:0.1em;font-size:1px", "font:0/0 a",
		"color:#FFFFFF;background-color:white", "color:rgb(255, 255, 255)", "color:transparent", "position:absolute;left:-10000px", "text-indent:-999em", "margin-left:-5000px",
		"height:1px;width:1px;overflow:hidden", "clip:rect(0 0 0 0);position:absolute", "clip:rect(1px, 1px, 1px, 1px)", "clip-path:inset(100%)", "transform:scale(0)", "max-height:0;overflow:hidden", "color:#000;background:#000000 url(x)",
	} {
		fmt.Fprintf(&b, `<p style="%s">HIDDEN by %s</p>`, style, style)
	}
	return b.String() + `<p hidden>HIDDEN</p><p HIDDEN=hidden>HIDDEN</p><div aria-hidden="true"><p>HIDDEN</p></div><span class="x sr-only">HIDDEN</span><input type=hidden value=HIDDEN><details hidden><summary>HIDDEN</summary></details><dialog>HIDDEN</dialog><form><p>HIDDEN</p></form><textarea>HIDDEN</textarea><select><option>HIDDEN</select><nav>HIDDEN</nav><del>HIDDEN</del><img alt="HIDDEN" src=x><object>HIDDEN</object><audio>HIDDEN</audio>`
}()

var billionLaughs = func() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<!ENTITY l%d "%s">`, i, repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><title>&l9;</title><item><title>Talks</title><description>&l9;</description></item></channel></rss>`)
	return b.String()
}()

func selfCallingForm() []byte {
	f := pdfOf("/Fm Do")
	form := f.add("")
	f.objects[form-1] = stream(fmt.Sprintf("/Type /XObject /Subtype /Form /Resources << /XObject << /Fm %d 0 R >> >>", form), repeat("/Fm Do ", 100))
	f.objects[1] = strings.Replace(f.objects[1], "/Font", fmt.Sprintf("/XObject << /Fm %d 0 R >> /Font", form), 1)
	return f.bytes()
}

func doublingForms() []byte {
	f := pdfOf("/Fm Do")
	first := len(f.objects) + 1
	for i := range 40 {
		f.add(stream(fmt.Sprintf("/Type /XObject /Subtype /Form /Resources << /XObject << /Fm %d 0 R >> >>", first+i+1), "/Fm Do /Fm Do"))
	}
	f.objects[1] = strings.Replace(f.objects[1], "/Font", fmt.Sprintf("/XObject << /Fm %d 0 R >> /Font", first), 1)
	return f.bytes()
}

func hugeCMap() []byte {
	f := pdfOf(lines(9, 72, 700, 12, "Text"))
	cmap := f.add(deflated("", "begincmap 1 begincodespacerange <00> <ff> endcodespacerange "+repeat("100 beginbfrange "+repeat("<0000> <ffff> <0041> ", 100)+"endbfrange ", 3000)+"endcmap"))
	f.objects[2] = fmt.Sprintf("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode %d 0 R >>", cmap)
	return f.bytes()
}

func hugeWidths() []byte {
	f := pdfOf(lines(9, 72, 700, 12, "Text"))
	f.objects[2] = "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /W [" + repeat("0 2000000000 500 ", 100_000) + "] >>] >>"
	return f.bytes()
}

func noise(n int) []byte {
	b := make([]byte, n)
	x := uint32(2463534242)
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return b
}

// TestHostileFiles: none hangs, none harms this process, none yields what is
// hidden, and each that is not taken in is refused with a sentence.
func TestHostileFiles(t *testing.T) {
	usual := intake.Config{Timeout: time.Minute} // the machine may be busy
	if underRace {
		usual = intake.Config{Timeout: 3 * time.Minute, Memory: 1 << 30}
	}
	patient := intake.New(usual)
	hasty := intake.New(intake.Config{Timeout: 4 * time.Second}) // for what may be refused as too slow
	watchChildren(t)
	for name, test := range hostileFiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
			defer cancel()
			extractor := patient
			if test.want == "" && test.err == nil {
				extractor = hasty
			}
			drafts, err := extractor.Extract(ctx, intake.Source{Name: test.name, Data: test.data()})
			if err != nil {
				wantRefusal(t, err, test)
				return
			}
			if test.err != nil {
				t.Errorf("Extract = %d drafts, want %v", len(drafts), test.err)
			}
			all := ""
			for _, d := range drafts {
				wantTidy(t, d)
				all += d.Body
			}
			if !strings.Contains(all, test.want) {
				t.Errorf("Extract = %.300q, want %q in it", all, test.want)
			}
		})
	}
}

func wantRefusal(t *testing.T, err error, test hostile) {
	t.Helper()
	var r *intake.Refusal
	if !errors.As(err, &r) || test.want != "" || test.err != nil && !errors.Is(err, test.err) {
		t.Errorf("Extract = %v, want %q %v", err, test.want, test.err)
		return
	}
	if !strings.HasSuffix(r.Sentence, ".") || len(r.Sentence) > 200 || strings.Contains(r.Sentence, "goroutine") {
		t.Errorf("Extract says %q, want one plain sentence", r.Sentence)
	}
	t.Log(r.Sentence)
}

// wantTidy checks what every draft is promised to be.
func wantTidy(t *testing.T, d intake.Draft) {
	t.Helper()
	for what, s := range map[string]string{"body": d.Body, "title": d.Title.Value, "publisher": d.Publisher.Value, "author": d.Author} {
		if strings.Contains(s, "HIDDEN") || strings.Contains(s, "<script") || strings.Contains(s, "-->") || strings.Contains(s, "root:") {
			t.Errorf("the %s holds what is hidden: %.300q", what, s)
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) || strings.ContainsAny(s, "\u202e\u2066\u00ad\u200b") {
			t.Errorf("the %s holds what cannot be seen: %.300q", what, s)
		}
	}
	if len(d.Body) > corpus.DefaultMaxBytes {
		t.Errorf("the body has %d bytes", len(d.Body))
	}
}
