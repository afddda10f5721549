package archive

import (
	"context"
	"errors"
	"io/fs"
	"time"
)

// Notice looks for what was done by hand since the last change and writes it
// into the history: an article that was put there or edited is Found, one that
// was deleted is Gone. It returns these events.
//
// Files that have the size the history says, and were not touched since, are
// not read. After the folder was copied without the times of its files, every
// article is.
func (a *Archive) Notice(ctx context.Context) ([]Event, error) {
	noticed, err := a.notice(ctx)
	return noticed, a.feel("what was changed by hand was not written into the history", err)
}

func (a *Archive) notice(ctx context.Context) ([]Event, error) {
	// The reading is done before the lock is taken, and only what is new then
	// is looked at again.
	if news, err := a.news(ctx); err != nil || len(news) == 0 {
		return nil, err
	}
	s, err := a.session(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	news, err := a.news(ctx)
	if err != nil {
		return nil, err
	}
	for i := range news {
		news[i].Time = a.opts.Now()
	}
	if err := s.history.note(news...); err != nil {
		return nil, err
	}
	a.well()
	return news, nil
}

// news compares the files of the articles with the history.
func (a *Archive) news(ctx context.Context) ([]Event, error) {
	files, err := a.List()
	if err != nil {
		return nil, err
	}
	was, _, err := a.states()
	if err != nil {
		return nil, err
	}
	var news []Event
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		before := was[f.Path]
		delete(was, f.Path)
		if before.there && before.untouched(f) {
			continue
		}
		hash, size, err := hashFile(a.root, f.Path)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			continue // gone by now, or for Check to say
		}
		if err != nil {
			return nil, err
		}
		if !before.there || before.Hash != hash {
			e := Event{Op: Found, ID: f.ID, File: f.Path, Hash: hash, Size: size}
			if before.there {
				e.Was = before.Hash
			}
			news = append(news, e)
		}
	}
	for name, before := range was {
		if before.there && part(name) == articlesDir {
			news = append(news, Event{Op: Gone, ID: before.ID, File: name, Was: before.Hash})
		}
	}
	return news, nil
}

// untouched reports a file that was written before the event, and so by it.
func (s state) untouched(f File) bool {
	return s.Size == f.Size && !f.Modified.Truncate(time.Millisecond).After(s.Time)
}
