package corpus

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"rapporteur/packed"
)

// Derived holds what was derived from the files of a corpus when they were
// loaded before, so that those which are the same need only be read. It does
// not change and is safe for concurrent use.
type Derived struct {
	articles map[string]*Article // without their bodies, by path
	opts     Options
}

// AppendDerived appends what Load derived from the files of the articles, for
// ReadDerived of the same version of the program. Articles that were not stored
// as received are left out.
func AppendDerived(b []byte, articles []*Article, opts Options) []byte {
	var w packed.Writer
	opts = opts.withDefaults()
	w.Int(SplitterVersion)
	w.Int(opts.PassageTokens)
	w.Int(opts.PassageOverlap)
	kept := make([]*Article, 0, len(articles))
	for _, a := range articles {
		if a.bodyAt >= 0 {
			kept = append(kept, a)
		}
	}
	blocks := slices.Collect(slices.Chunk(kept, blockArticles))
	packed.WriteList(&w, blocks, func(articles *[]*Article) {
		var block packed.Writer
		packed.WriteList(&block, *articles, func(a **Article) { writeArticle(&block, *a) })
		w.Block(block.Bytes())
	})
	return append(b, w.Bytes()...)
}

// ReadDerived reads what AppendDerived wrote. The error is packed.ErrDamaged, or
// says that it was derived in another way.
func ReadDerived(b []byte) (*Derived, error) {
	r := packed.NewReader(b)
	version := r.Int()
	d := &Derived{articles: map[string]*Article{}, opts: Options{PassageTokens: r.Int(), PassageOverlap: r.Int()}}
	if r.Err() == nil && version != SplitterVersion {
		return nil, fmt.Errorf("derived by splitter %d, this is %d", version, SplitterVersion)
	}
	blocks := packed.ReadList(r, func(b *[]byte) { *b = r.Block() })
	if err := r.Err(); err != nil {
		return nil, err
	}
	articles := make([][]*Article, len(blocks))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, block := range blocks {
		g.Go(func() error {
			r := packed.NewReader(block)
			articles[i] = packed.ReadList(r, func(a **Article) { *a = readArticle(r) })
			return r.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for _, of := range articles {
		for _, a := range of {
			d.articles[a.Path] = a
		}
	}
	return d, nil
}

// blockArticles is how many articles lie in a block: blocks are read on all
// processors.
const blockArticles = 256

// article returns the article that was derived from the same bytes at the same
// path before; nil when there was none.
func (d *Derived) article(path string, data []byte, opts Options) *Article {
	if d == nil || d.opts.PassageTokens != opts.PassageTokens || d.opts.PassageOverlap != opts.PassageOverlap {
		return nil
	}
	known := d.articles[path]
	if known == nil || known.sum != sha256.Sum256(data) || known.bodyAt < 0 || known.bodyAt > len(data) {
		return nil
	}
	a := *known
	a.Body = string(data[a.bodyAt:])
	if a.check() != nil {
		return nil
	}
	a.Passages = make([]Passage, len(known.Passages))
	for i, p := range known.Passages {
		p.Article = &a
		a.Passages[i] = p
	}
	return &a
}

var errSpan = errors.New("a span lies outside of the text")

// check reports spans that do not fit the body.
func (a *Article) check() error {
	fits := func(s Span) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= len(a.Body) }
	for _, p := range a.Paragraphs {
		if !fits(p) {
			return errSpan
		}
	}
	for i := range a.Removed {
		if !fits(a.Removed[i].Span) {
			return errSpan
		}
	}
	for i := range a.Sentences {
		s := &a.Sentences[i]
		ok := fits(s.Span) && fits(s.SpeakerAt) && s.Paragraph >= 0 && s.Paragraph < len(a.Paragraphs)
		for _, q := range s.Quotes {
			ok = ok && fits(q)
		}
		for _, by := range s.Attributions {
			ok = ok && fits(by.At) && fits(by.Scope)
		}
		if !ok {
			return errSpan
		}
	}
	for _, p := range a.Passages {
		if !fits(p.Span) || p.First < 0 || p.First > p.Last || p.Last > len(a.Sentences) {
			return errSpan
		}
	}
	return nil
}

func writeArticle(w *packed.Writer, a *Article) {
	w.String(string(a.sum[:]))
	w.Int(a.bodyAt)
	for _, s := range a.strings() {
		w.String(*s)
	}
	for _, b := range a.bases() {
		w.String(string(*b))
	}
	writeDate(w, a.Published)
	packed.WriteList(w, a.Warnings, func(s *string) { w.String(*s) })
	at := 0 // spans follow each other: what is written is small
	span := func(s *Span) {
		w.Int(s.Start - at)
		w.Int(s.Len())
		at = s.Start
	}
	packed.WriteList(w, a.Removed, func(r *Removal) { span(&r.Span); w.String(r.Rule); w.String(r.Reason) })
	packed.WriteList(w, a.Paragraphs, span)
	packed.WriteList(w, a.Sentences, func(s *Sentence) {
		span(&s.Span)
		w.Int(s.Paragraph)
		w.String(string(s.Role))
		w.String(s.Speaker)
		w.String(s.Subject)
		span(&s.SpeakerAt)
		packed.WriteList(w, s.Quotes, span)
		packed.WriteList(w, s.Attributions, func(by *Attribution) {
			w.String(by.Speaker)
			span(&by.At)
			span(&by.Scope)
			w.String(by.Verb)
			w.Bool(by.Direct)
		})
	})
	packed.WriteList(w, a.Passages, func(p *Passage) { w.Int(p.First); w.Int(p.Last - p.First); span(&p.Span) })
}

func readArticle(r *packed.Reader) *Article {
	a := &Article{}
	copy(a.sum[:], r.String())
	a.bodyAt = r.Int()
	for _, s := range a.strings() {
		*s = r.String()
	}
	for _, b := range a.bases() {
		*b = Basis(r.String())
	}
	a.Published = readPackedDate(r)
	a.Warnings = packed.ReadList(r, func(s *string) { *s = r.String() })
	at := 0
	span := func(s *Span) {
		s.Start = at + r.Int()
		s.End = s.Start + r.Int()
		at = s.Start
	}
	a.Removed = packed.ReadList(r, func(m *Removal) { span(&m.Span); m.Rule, m.Reason = r.String(), r.String() })
	a.Paragraphs = packed.ReadList(r, span)
	a.Sentences = packed.ReadList(r, func(s *Sentence) {
		span(&s.Span)
		s.Paragraph = r.Int()
		s.Role, s.Speaker, s.Subject = Role(r.String()), r.String(), r.String()
		span(&s.SpeakerAt)
		s.Quotes = packed.ReadList(r, span)
		s.Attributions = packed.ReadList(r, func(by *Attribution) {
			by.Speaker = r.String()
			span(&by.At)
			span(&by.Scope)
			by.Verb, by.Direct = r.String(), r.Bool()
		})
	})
	a.Passages = packed.ReadList(r, func(p *Passage) {
		p.First = r.Int()
		p.Last = p.First + r.Int()
		span(&p.Span)
	})
	for i := range a.Passages {
		a.Passages[i].Ordinal = i
	}
	return a
}

// strings returns where the plain texts of an article are.
func (a *Article) strings() []*string {
	return []*string{
		&a.ID, &a.SourceFile, &a.Path, &a.Title, &a.Publisher, &a.Place, &a.Event,
		&a.Language, &a.URL, &a.Licence, &a.Hash, &a.Revision,
	}
}

func (a *Article) bases() []*Basis {
	return []*Basis{&a.TitleBasis, &a.PublisherBasis, &a.PlaceBasis, &a.EventBasis, &a.PublishedBasis}
}

func writeDate(w *packed.Writer, d Date) {
	w.Int(d.Year)
	w.Int(d.Month)
	w.Int(d.Day)
}

func readPackedDate(r *packed.Reader) Date { return Date{r.Int(), r.Int(), r.Int()} }
