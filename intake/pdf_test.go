package intake_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/intake"
)

// pdfFile builds a PDF of objects: the first is the catalogue.
type pdfFile struct {
	objects []string
	trailer string // more entries of the trailer
}

func (f *pdfFile) add(object string) int {
	f.objects = append(f.objects, object)
	return len(f.objects)
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func deflated(dict, data string) string {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed) // its only error is a level that is none
	z.Write([]byte(data))
	z.Close()
	return stream(dict+" /Filter /FlateDecode", b.String())
}

func (f *pdfFile) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(f.objects))
	for i, o := range f.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, f.trailer, start)
	return b.Bytes()
}

// pdfOf builds a PDF with a page for each program.
func pdfOf(programs ...string) *pdfFile {
	f := &pdfFile{}
	f.add("<< /Type /Catalog /Pages 2 0 R >>")
	f.add("") // the tree, when its pages are known
	f.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	var kids strings.Builder
	for _, program := range programs {
		contents := f.add(deflated("", program))
		page := f.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", contents))
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	f.objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> >>", len(programs), kids.String())
	return f
}

// lines is a program that shows lines of text from y downwards.
func lines(size, x, y, leading float64, text ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F1 %g Tf %g %g Td %g TL\n", size, x, y, leading)
	for _, s := range text {
		s = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
		fmt.Fprintf(&b, "(%s) Tj T*\n", s)
	}
	return b.String() + "ET\n"
}

func extractOne(t *testing.T, src intake.Source) intake.Draft {
	t.Helper()
	drafts, err := intake.Extract(t.Context(), src)
	if err != nil {
		t.Fatalf("Extract(%s) = %v", src.Name, err)
	}
	if len(drafts) != 1 {
		t.Fatalf("Extract(%s) = %d drafts, want one", src.Name, len(drafts))
	}
	return drafts[0]
}

func TestPDF(t *testing.T) {
	head := func(page string) string {
		return lines(8, 72, 760, 10, "North Harbour Institute - Briefing 12") + lines(8, 290, 30, 10, page)
	}
	f := pdfOf(
		head("Page 1 of 3")+
			lines(20, 72, 720, 24, "Grain talks end without a date")+
			lines(11, 72, 680, 14,
				"Talks on the shipping of grain through the northern straits ended on Thurs-",
				"day without a date for another round. The five-",
				"year-long dispute is over inspections, and over the har-",
				"bours that stay open when the ice comes down from the north.")+
			lines(11, 72, 610, 14,
				"Inspectors would have to board at sea, which both states refuse. The union",
				"\223has time\224, its leader said, and will wait for the"),
		head("Page 2 of 3")+
			lines(11, 72, 720, 14,
				"ministers, who meet in May. Cargo that was turned back in January is still in",
				"the harbour of Tallinn."),
		head("Page 3 of 3")+
			"3 Tr "+lines(11, 72, 720, 14, "Invisible: the talks succeeded.")+"0 Tr "+
			"1 1 1 rg "+lines(11, 72, 700, 14, "White: the talks were a success.")+"0 g "+
			lines(1, 72, 690, 14, "Tiny: the talks went well.")+
			lines(11, 72, 9000, 14, "Off the page: the talks went on.")+
			"/Artifact BMC "+lines(11, 72, 600, 14, "Artifact: printed on paper.")+"EMC "+
			"BT /F1 11 Tf 0 1 -1 0 20 200 Tm (Sideways: a watermark) Tj ET "+
			lines(11, 72, 640, 14, "The last paragraph stands by itself."),
	)
	f.trailer = fmt.Sprintf("/Info %d 0 R", f.add("<< /Title (Microsoft Word - grain_final2.doc) /Author (Ines Halloran) /CreationDate (D:20190315090000+01'00') >>"))
	d := extractOne(t, intake.Source{Name: "grain.pdf", Data: f.bytes()})
	want := "Grain talks end without a date\n\n" +
		"Talks on the shipping of grain through the northern straits ended on Thursday without a date for another round. The five-year-long dispute is over inspections, and over the harbours that stay open when the ice comes down from the north.\n\n" +
		"Inspectors would have to board at sea, which both states refuse. The union “has time”, its leader said, and will wait for the ministers, who meet in May. Cargo that was turned back in January is still in the harbour of Tallinn.\n\n" +
		"The last paragraph stands by itself.\n"
	if d.Body != want {
		t.Errorf("body:\n%s\nwant:\n%s", d.Body, want)
	}
	if d.Title != (intake.Field{Value: "Grain talks end without a date", Basis: corpus.Stated}) || d.Published != (intake.Field{Value: "2019-03-15", Basis: corpus.Inferred}) || d.Author != "Ines Halloran" || d.Kind != intake.PDF {
		t.Errorf("title %v, published %v, author %q, kind %q", d.Title, d.Published, d.Author, d.Kind)
	}
	if notes := strings.Join(d.Notes, " "); !strings.Contains(notes, "cannot be seen") || !strings.Contains(notes, "date is the one on which the file was made") {
		t.Errorf("notes %q", d.Notes)
	}
}

// TestPDFPieces: letters placed one by one, arrays with gaps, forms, two
// columns, and pages whose resources come from the tree.
func TestPDFPieces(t *testing.T) {
	var letters strings.Builder
	letters.WriteString("BT /F1 10 Tf 72 700 Td\n")
	for _, r := range "One by one they left" {
		fmt.Fprintf(&letters, "(%c) Tj 5 0 Td\n", r)
	}
	letters.WriteString("ET\n")
	f := pdfOf(letters.String() + "BT /F1 10 Tf 72 650 Td [(The)-300(boats)-300(w)10(aited)] TJ ET\n q 1 0 0 1 0 -20 cm /Fm1 Do Q\n" +
		lines(10, 72, 500, 12, "The left column begins here and it goes", "on to its foot, where it is broken off in") +
		lines(10, 320, 500, 12, "the middle and goes on in the other one,", "which ends it."))
	form := f.add(stream("/Type /XObject /Subtype /Form /BBox [0 0 612 792]", "BT /F1 10 Tf 72 620 Td (Inside a form.) Tj ET"))
	f.objects[1] = strings.Replace(f.objects[1], "/Font", fmt.Sprintf("/XObject << /Fm1 %d 0 R >> /Font", form), 1)
	d := extractOne(t, intake.Source{Name: "pieces.pdf", Data: f.bytes()})
	want := "One by one they left\n\nThe boats waited\n\nInside a form.\n\nThe left column begins here and it goes on to its foot, where it is broken off in the middle and goes on in the other one, which ends it.\n"
	if d.Body != want {
		t.Errorf("body:\n%s\nwant:\n%s", d.Body, want)
	}
}

func TestPDFRefusals(t *testing.T) {
	picture := pdfOf("q 600 0 0 800 0 0 cm /Im1 Do Q")
	locked := pdfOf(lines(11, 72, 700, 14, "Secret"))
	locked.trailer = "/ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O (" + strings.Repeat("o", 32) + ") /U (" + strings.Repeat("u", 32) + ") >>"
	whole := pdfOf(lines(11, 72, 700, 14, "Whole")).bytes()
	for name, test := range map[string]struct {
		data []byte
		want error
	}{
		"pictures only":  {picture.bytes(), intake.ErrNoText},
		"encrypted":      {locked.bytes(), intake.ErrEncrypted},
		"truncated":      {whole[:len(whole)/2], intake.ErrMalformed},
		"only a header":  {[]byte("%PDF-1.7\n"), intake.ErrMalformed},
		"no pages":       {(&pdfFile{objects: []string{"<< /Type /Catalog >>"}}).bytes(), intake.ErrNoText},
		"text after all": {[]byte("%PDF-1.4 is how such files begin."), intake.ErrMalformed},
	} {
		drafts, err := intake.Extract(t.Context(), intake.Source{Name: "a.pdf", Data: test.data})
		if !errors.Is(err, test.want) {
			t.Errorf("%s: Extract = %v, %v, want %v", name, drafts, err, test.want)
		}
	}
}
