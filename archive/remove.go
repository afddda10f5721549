package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"
)

// Remove takes an article out. It is kept, to be shown and restored, until it
// is purged.
//
// Of an article of the base corpus, base is its file: when the archive has no
// text of its own, this is what is kept, with the id put into the front matter
// where only the name of the file told it. Either way Hidden has the id from then
// on. Without base, an id that the archive does not have is ErrUnknown; one
// that is removed already is ErrRemoved.
func (a *Archive) Remove(ctx context.Context, id string, base []byte, who string) (Result, error) {
	r, err := a.remove(ctx, id, base, who)
	return r, a.feel("the article "+quoted(id)+" was not removed", err)
}

func (a *Archive) remove(ctx context.Context, id string, base []byte, who string) (Result, error) {
	s, err := a.session(ctx)
	if err != nil {
		return Result{}, err
	}
	defer s.close()
	e := Event{Op: Removed, ID: id, Who: who}
	if e.Moved, err = s.find(a.articles, id); err != nil {
		return Result{}, err
	}
	if e.Moved == "" {
		return s.removeBase(ctx, e, base)
	}
	if e.Hash, e.Size, err = hashFile(a.root, e.Moved); err != nil {
		return Result{}, err
	}
	if e.Dropped, err = s.takeOver(id); err != nil {
		return Result{}, err
	}
	if e.File, err = s.place(a.removed, id, ".md"); err != nil {
		return Result{}, err
	}
	for _, other := range a.articles.texts(id) {
		if other == e.Moved {
			continue
		}
		// The article was there under several names, by hand.
		if err := s.keepVersionOf(id, other); err != nil {
			return Result{}, err
		}
		e.Dropped = append(e.Dropped, other)
	}
	e.Dropped = slices.DeleteFunc(e.Dropped, func(name string) bool { return name == e.File })
	// The time of the file says when it was removed, also in a copy of the
	// folder that has lost its history.
	now := a.opts.Now()
	if err := a.root.Chtimes(e.Moved, now, now); err != nil {
		return Result{}, err
	}
	e.Was = e.Hash
	if err := s.commit(ctx, e); err != nil {
		return Result{}, err
	}
	return Result{Removed, id, e.File, e.Hash, e.Was}, nil
}

// Restore brings a removed article back. When base, the file of the base corpus
// with this id, is what was removed, the base is left to show it again and the
// result has no File; so it is, too, for an article that was purged here and
// that the base has. ErrUnknown when it is not removed, ErrPresent when an
// article of this id is there, ErrPurged when its text is gone.
func (a *Archive) Restore(ctx context.Context, id string, base []byte, who string) (Result, error) {
	r, err := a.restore(ctx, id, base, who)
	return r, a.feel("the article "+quoted(id)+" was not restored", err)
}

func (a *Archive) restore(ctx context.Context, id string, base []byte, who string) (_ Result, err error) {
	s, err := a.session(ctx)
	if err != nil {
		return Result{}, err
	}
	defer s.close()
	text, err := s.find(a.removed, id)
	if err != nil {
		return Result{}, err
	}
	mark := a.removed.mark(id)
	if stated, err := stating(id, base); err == nil && len(base) > 0 {
		base = stated // as it was kept
	}
	e := Event{Op: Restored, ID: id, Who: who}
	switch {
	case a.articles.text(id) != "":
		return Result{}, ErrPresent
	case text == "" && mark == "":
		return Result{}, ErrUnknown
	case text == "" && len(base) == 0:
		return Result{}, ErrPurged
	case text != "":
		if e.Hash, e.Size, err = hashFile(a.root, text); err != nil {
			return Result{}, err
		}
	}
	if len(base) > 0 && (text == "" || e.Hash == hashOf(base)) {
		e.Base, e.Hash, e.Size, e.Dropped = true, hashOf(base), int64(len(base)), known(text, mark)
	} else {
		e.Moved, e.Was, e.Dropped = text, e.Hash, known(mark)
		if e.File, err = s.place(a.articles, id, ".md"); err != nil {
			return Result{}, err
		}
	}
	if err := s.commit(ctx, e); err != nil {
		return Result{}, err
	}
	return Result{Restored, id, e.File, e.Hash, e.Was}, nil
}

// known returns the paths that are not "".
func known(paths ...string) []string {
	return slices.DeleteFunc(paths, func(name string) bool { return name == "" })
}

// Purge deletes the text of a removed article, and its versions, for good. The
// id stays hidden, so that a base article does not come back by itself.
// ErrPresent when the article is not removed, ErrPurged when that was done.
func (a *Archive) Purge(ctx context.Context, id, who string) error {
	return a.feel("the article "+quoted(id)+" was not purged", a.purge(ctx, id, who))
}

func (a *Archive) purge(ctx context.Context, id, who string) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	text, err := s.find(a.removed, id)
	switch {
	case err != nil:
		return err
	case text != "":
	case a.removed.mark(id) != "":
		return ErrPurged
	case a.articles.text(id) != "":
		return ErrPresent
	default:
		return ErrUnknown
	}
	return s.purge(ctx, id, text, who)
}

// PurgeBefore purges every article that was removed before the time, and
// returns how many there were; with an error, how many until then.
func (a *Archive) PurgeBefore(ctx context.Context, before time.Time, who string) (n int, err error) {
	if err := a.removed.relist(); err != nil {
		return 0, a.feel("nothing was purged", err)
	}
	for _, f := range a.removed.all() {
		if f.ID == "" || !f.Modified.Before(before) {
			continue
		}
		err := a.Purge(ctx, f.ID, who)
		switch {
		case err == nil:
			n++
		case !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrPurged) && !errors.Is(err, ErrPresent):
			return n, err
		}
	}
	return n, nil
}

// purge deletes the versions first: an interruption leaves what the caller
// wanted gone, and the article removed as it was.
func (s *session) purge(ctx context.Context, id, text, who string) (err error) {
	a := s.a
	e := Event{Op: Purged, ID: id, Who: who, Dropped: []string{text}}
	if e.File, err = s.place(a.removed, id, purgedExt); err != nil {
		return err
	}
	if e.Was, _, err = hashFile(a.root, text); err != nil {
		return err
	}
	if err := a.dropVersions(id); err != nil {
		return err
	}
	mark := []byte(id + "\n")
	e.Hash, e.Size = hashOf(mark), int64(len(mark))
	if err := a.writeNew(removedDir, bytes.NewReader(mark)); err != nil {
		return err
	}
	return s.commit(ctx, e)
}

// A RemovedArticle is one that can be restored until it is purged.
type RemovedArticle struct {
	File
	At  time.Time // when it was removed
	Who string    // "" when the history does not say
}

// Removed returns the articles that were removed and not purged, the last one
// first.
func (a *Archive) Removed() ([]RemovedArticle, error) {
	if err := a.removed.relist(); err != nil {
		return nil, &Fault{"the removed articles cannot be read", err}
	}
	var out []RemovedArticle
	wanted := map[string]int{}
	for _, f := range a.removed.all() {
		if f.ID != "" {
			wanted[f.Path] = len(out)
			out = append(out, RemovedArticle{File: f, At: f.Modified})
		}
	}
	err := a.events(func(e Event) bool {
		if i, ok := wanted[e.File]; ok {
			if e.Op == Removed {
				out[i].At, out[i].Who = e.Time, e.Who
			}
			delete(wanted, e.File)
		}
		return len(wanted) > 0
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read who removed articles: %w", err)
	}
	sortByTime(out)
	return out, nil
}

// Hidden returns the ids that must not be loaded from the base corpus, in
// order: those of articles that were removed, purged or not. An article of the
// archive with such an id is there all the same.
func (a *Archive) Hidden() ([]string, error) {
	if err := a.removed.relist(); err != nil {
		return nil, &Fault{"the removed articles cannot be read", err}
	}
	return a.removed.ids(), nil
}
