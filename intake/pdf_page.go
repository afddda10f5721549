package intake

import (
	"errors"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"
)

// pdfRun is a string as it was shown on a page.
type pdfRun struct {
	x0, x1, y, size float64
	text            string
}

// pdfPage is what was shown on a page, in the order of the page's program.
type pdfPage struct {
	runs        []pdfRun
	top, bottom float64
	unseen      bool // some of it cannot be seen, and is not in runs
}

const (
	maxPDFText  = 2 << 20 // bytes of text on a page
	maxPDFRuns  = 200_000
	maxForms    = 500
	maxSteps    = 3_000_000 // operators of a page
	maxFormDeep = 6
	maxStates   = 512
	minSize     = 2 // points; smaller letters are not there to be read
)

// matrix is an affine map, written as in PDF: a b c d e f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul returns the map that does m first and then n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pdfState is the graphics state, as far as text needs it.
type pdfState struct {
	ctm                       matrix
	font                      *pdfFont
	size, leading, char, word float64
	scale, rise               float64
	mode                      int
	white                     bool
}

// painter runs the programs of a page and keeps the text they show.
type painter struct {
	page     pdfPage
	box      [4]float64
	state    pdfState
	saved    []pdfState
	text     matrix // of the next letter
	line     matrix // of the start of the line
	marks    []bool // marked content that is open: whether it is an artifact
	artifact int    // how many of them are
	bytes    int
	forms    int
	steps    int
}

var errPDFPage = errors.New("page cannot be read")

// readPDFPage returns the text of a page. Programs that are broken off, and
// whatever the library panics at, give what came before; an error means that
// there was nothing before.
func readPDFPage(s pdfSheet) (page pdfPage, err error) {
	p := &painter{box: boxOf(s.box)}
	p.page.bottom, p.page.top = p.box[1], p.box[3]
	p.state = pdfState{ctm: identity, scale: 1}
	defer func() {
		page = p.page
		if recover() != nil && len(page.runs) == 0 {
			err = errPDFPage
		}
	}()
	p.run(s.page.Key("Contents"), s.resources, 0)
	return p.page, nil
}

// boxOf returns the corners of a page, A4 and letter together when it has none.
func boxOf(v pdf.Value) [4]float64 {
	box := [4]float64{0, 0, 612, 842}
	if v.Len() == 4 {
		for i := range box {
			box[i] = v.Index(i).Float64()
		}
	}
	return [4]float64{min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])}
}

// run interprets a program: a stream or several that are one.
func (p *painter) run(program, resources pdf.Value, depth int) {
	if k := program.Kind(); k != pdf.Stream && k != pdf.Array {
		return
	}
	fonts := map[string]*pdfFont{}
	pdf.Interpret(program, func(stack *pdf.Stack, op string) {
		if p.steps++; p.steps > maxSteps {
			panic(errPDFPage) // readPDFPage keeps what there is
		}
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch op {
		case "Tf":
			p.setFont(args, resources, fonts)
		case "Do":
			p.form(args, resources, depth)
		default:
			p.do(op, args)
		}
	})
}

// numbers returns the last n arguments, nil when there are fewer.
func numbers(args []pdf.Value, n int) []float64 {
	if len(args) < n {
		return nil
	}
	out := make([]float64, n)
	for i, a := range args[len(args)-n:] {
		out[i] = a.Float64()
	}
	return out
}

// do carries out the operators that text depends on
// (ISO 32000-1, tables 51, 57, 74, 103 to 108, 320).
func (p *painter) do(op string, args []pdf.Value) {
	n6, n2, n1 := numbers(args, 6), numbers(args, 2), numbers(args, 1)
	switch {
	case op == "q" && len(p.saved) < maxStates:
		p.saved = append(p.saved, p.state)
	case op == "Q" && len(p.saved) > 0:
		p.state = p.saved[len(p.saved)-1]
		p.saved = p.saved[:len(p.saved)-1]
	case op == "cm" && n6 != nil:
		p.state.ctm = matrix(n6).mul(p.state.ctm)
	case op == "BT":
		p.text, p.line = identity, identity
	case op == "Tm" && n6 != nil:
		p.text, p.line = matrix(n6), matrix(n6)
	case op == "Td" && n2 != nil:
		p.move(n2[0], n2[1])
	case op == "TD" && n2 != nil:
		p.state.leading = -n2[1]
		p.move(n2[0], n2[1])
	case op == "T*":
		p.move(0, -p.state.leading)
	case op == "Tc" && n1 != nil:
		p.state.char = n1[0]
	case op == "Tw" && n1 != nil:
		p.state.word = n1[0]
	case op == "Tz" && n1 != nil:
		p.state.scale = n1[0] / 100
	case op == "TL" && n1 != nil:
		p.state.leading = n1[0]
	case op == "Ts" && n1 != nil:
		p.state.rise = n1[0]
	case op == "Tr" && n1 != nil:
		p.state.mode = int(n1[0])
	case op == "Tj" && n1 != nil:
		p.show(args[len(args)-1])
	case op == "'" && n1 != nil:
		p.move(0, -p.state.leading)
		p.show(args[len(args)-1])
	case op == "\"" && len(args) >= 3:
		p.state.word, p.state.char = args[len(args)-3].Float64(), args[len(args)-2].Float64()
		p.move(0, -p.state.leading)
		p.show(args[len(args)-1])
	case op == "TJ" && n1 != nil:
		p.showAll(args[len(args)-1])
	default:
		p.mark(op, args)
	}
}

// mark carries out colours and marked content.
func (p *painter) mark(op string, args []pdf.Value) {
	switch {
	case op == "g" && len(args) > 0, op == "rg" && len(args) > 2, (op == "sc" || op == "scn") && len(args) > 0:
		p.state.white = true
		for _, a := range args {
			p.state.white = p.state.white && a.Float64() >= 0.99 && len(args) != 4
		}
	case op == "k" && len(args) > 3:
		p.state.white = true
		for _, a := range args {
			p.state.white = p.state.white && a.Float64() <= 0.01
		}
	case op == "BMC", op == "BDC":
		artifact := len(args) > 0 && args[0].Name() == "Artifact"
		if artifact {
			p.artifact++
		}
		if len(p.marks) < maxStates {
			p.marks = append(p.marks, artifact)
		}
	case op == "EMC" && len(p.marks) > 0:
		if p.marks[len(p.marks)-1] {
			p.artifact--
		}
		p.marks = p.marks[:len(p.marks)-1]
	}
}

func (p *painter) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.mul(p.line)
	p.text = p.line
}

func (p *painter) setFont(args []pdf.Value, resources pdf.Value, fonts map[string]*pdfFont) {
	if len(args) < 2 {
		return
	}
	name := args[len(args)-2].Name()
	if fonts[name] == nil {
		fonts[name] = newPDFFont(resources.Key("Font").Key(name))
	}
	p.state.font, p.state.size = fonts[name], args[len(args)-1].Float64()
}

// form runs the program of a form, which has a map and resources of its own.
func (p *painter) form(args []pdf.Value, resources pdf.Value, depth int) {
	if len(args) == 0 || depth >= maxFormDeep || p.forms >= maxForms {
		return
	}
	form := resources.Key("XObject").Key(args[len(args)-1].Name())
	if form.Kind() != pdf.Stream || form.Key("Subtype").Name() != "Form" {
		return
	}
	p.forms++
	state, saved, text, line := p.state, p.saved, p.text, p.line
	p.saved = nil
	if m := form.Key("Matrix"); m.Len() == 6 {
		var own matrix
		for i := range own {
			own[i] = m.Index(i).Float64()
		}
		p.state.ctm = own.mul(p.state.ctm)
	}
	own := form.Key("Resources")
	if own.Kind() != pdf.Dict {
		own = resources
	}
	p.run(form, own, depth+1)
	p.state, p.saved, p.text, p.line = state, saved, text, line
}

// showAll shows an array of strings with numbers between them that move on.
func (p *painter) showAll(v pdf.Value) {
	for i := range v.Len() {
		switch e := v.Index(i); e.Kind() {
		case pdf.String:
			p.show(e)
		case pdf.Integer, pdf.Real:
			p.advance(-e.Float64() / 1000 * p.state.size * p.state.scale)
		}
	}
}

func (p *painter) advance(x float64) { p.text = matrix{1, 0, 0, 1, x, 0}.mul(p.text) }

// show keeps a string that can be seen, and moves on by its width.
func (p *painter) show(v pdf.Value) {
	raw := v.RawString()
	if raw == "" || p.state.font == nil {
		return
	}
	at := matrix{p.state.size * p.state.scale, 0, 0, p.state.size, 0, p.state.rise}.mul(p.text).mul(p.state.ctm)
	width, codes, blanks := p.state.font.width(raw)
	p.advance((width*p.state.size + float64(codes)*p.state.char + float64(blanks)*p.state.word) * p.state.scale)
	end := p.text.mul(p.state.ctm)
	run := pdfRun{x0: at[4], x1: end[4], y: at[5], size: math.Hypot(at[2], at[3]), text: p.state.font.decode(raw)}
	switch {
	case p.artifact > 0 || math.Abs(at[1]) > math.Abs(at[0]): // a watermark or a label that stands on its side
		return
	case !p.visible(run):
		p.page.unseen = p.page.unseen || strings.TrimSpace(run.text) != ""
		return
	}
	if p.bytes += len(run.text); p.bytes > maxPDFText || len(p.page.runs) >= maxPDFRuns {
		panic(errPDFPage)
	}
	p.page.runs = append(p.page.runs, run)
}

// visible reports text that is painted, in another colour than paper, large
// enough to read, and on the page.
func (p *painter) visible(r pdfRun) bool {
	const edge = 5
	return p.state.mode != 3 && p.state.mode != 7 && !p.state.white && r.size >= minSize &&
		r.x1 >= p.box[0]-edge && r.x0 <= p.box[2]+edge && r.y >= p.box[1]-edge && r.y <= p.box[3]+edge
}
