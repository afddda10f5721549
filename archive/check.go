package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"rapporteur/corpus"
)

// maxProblems bounds what Check returns.
const maxProblems = 1000

// Check reads the whole folder and returns what is wrong with it, one sentence
// each, in order of path; nothing when it is whole: every file is an article
// that can be decoded, no id is there twice, every text is the one the history
// says, every version is the text it is named by, and nothing else lies there.
//
// Call Notice first where changes by hand are no problem. Changes that are made
// meanwhile wait only for the last part, in which no article is read. The error
// is for a folder that cannot be read, and for a context that ended.
func (a *Archive) Check(ctx context.Context) (problems []string, err error) {
	read := &examination{a: a, seen: map[string]exam{}}
	if err := read.all(ctx); err != nil {
		return nil, checkFault(err)
	}
	release, err := a.lock(ctx)
	if err != nil && !isRefusal(err) {
		release, err = func() {}, nil // a folder that cannot be written is not changed either
	}
	if err != nil {
		return nil, checkFault(err)
	}
	defer release()
	if err := read.all(ctx); err != nil {
		return nil, checkFault(err)
	}
	if err := read.compare(); err != nil {
		return nil, checkFault(err)
	}
	return read.problems(), nil
}

func checkFault(err error) error {
	if isRefusal(err) {
		return fmt.Errorf("check the articles: %w", err)
	}
	return &Fault{"the articles cannot be checked", err}
}

// exam is what was found out about one file.
type exam struct {
	size     int64
	modified time.Time
	id, hash string
	problem  string // completes "PATH …"
}

// examination reads every file once, and again only when it has changed.
type examination struct {
	a      *Archive
	seen   map[string]exam
	others []string // sentences about what is no file of the archive
	more   []string // sentences of the comparison
}

// all lists the folder and reads what it has not read.
func (x *examination) all(ctx context.Context) error {
	before := x.seen
	x.seen, x.others = map[string]exam{}, nil
	for _, part := range []string{articlesDir, removedDir, versionsDir} {
		if err := x.list(part, 1); err != nil {
			return err
		}
	}
	names := slices.Collect(maps.Keys(x.seen))
	exams := make([]exam, len(names))
	readers, ctx := errgroup.WithContext(ctx)
	readers.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		now := x.seen[name]
		if known, ok := before[name]; ok && known.size == now.size && known.modified.Equal(now.modified) {
			exams[i] = known
			continue
		}
		readers.Go(func() error {
			exams[i] = x.a.examine(name, now)
			return ctx.Err()
		})
	}
	if err := readers.Wait(); err != nil {
		return err
	}
	for i, name := range names {
		x.seen[name] = exams[i]
	}
	return nil
}

// list takes the regular files below folder into seen.
func (x *examination) list(folder string, depth int) error {
	dir, err := x.a.root.Open(folder)
	if err != nil {
		return err
	}
	entries, err := dir.ReadDir(-1)
	_ = dir.Close() // only read from
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		info, err := entry.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			x.other(name, "cannot be read: "+plain(err))
		case strings.HasPrefix(entry.Name(), "."): // an editor's, or under way
		case entry.IsDir() && depth >= x.a.depth(folder):
			x.other(name, "is a folder where no folder belongs")
		case entry.IsDir():
			if err := x.list(name, depth+1); err != nil {
				x.other(name, "cannot be read: "+plain(err))
			}
		case !entry.Type().IsRegular():
			x.other(name, "is a link, a pipe or a device, and is not opened")
		case !isArticleName(name) && !isMark(name):
			x.other(name, "is no article by its ending; take it in with the program instead")
		default:
			x.seen[name] = exam{size: info.Size(), modified: info.ModTime()}
		}
	}
	return nil
}

// depth returns how many folders lie in each other in this part.
func (a *Archive) depth(folder string) int {
	if part(folder) == versionsDir {
		return 2
	}
	return maxDepth
}

func (x *examination) other(name, what string) { x.others = append(x.others, name+" "+what) }

// examine reads one file.
func (a *Archive) examine(name string, e exam) exam {
	data, err := a.readFile(name)
	if err != nil {
		e.problem = "cannot be read: " + plain(err)
		return e
	}
	e.hash = hashOf(data)
	switch {
	case isMark(name):
		e.id, _ = idOf(name, data)
	case part(name) == versionsDir:
		if hash, ok := versionHash(path.Base(name)); !ok || hash != e.hash {
			e.problem = "is damaged: it is not the text it is named by"
		}
	default:
		article, err := corpus.Decode(name, data, corpus.Options{MaxBytes: a.opts.MaxBytes})
		if err != nil {
			e.problem = strings.ReplaceAll(err.Error(), "\n", "; ")
			e.id, _ = idOf(name, data)
			return e
		}
		e.id = article.ID
		if len(article.ID) > maxID {
			e.problem = fmt.Sprintf("has an id of %d bytes, more than the limit of %d", len(article.ID), maxID)
		}
	}
	return e
}

// compare holds the files against each other and against the history. The
// caller holds the lock.
func (x *examination) compare() error {
	x.compareIDs()
	was, damaged, err := x.a.states()
	if err != nil {
		return err
	}
	if damaged > 0 {
		x.more = append(x.more, fmt.Sprintf("%s has damaged lines: %d", historyFile, damaged))
	}
	for name, e := range x.seen {
		if part(name) == versionsDir || e.problem != "" && e.hash == "" {
			continue
		}
		before := was[name]
		switch {
		case !before.there && part(name) == articlesDir:
			x.more = append(x.more, name+" is not in the history: it was put there by hand")
		case before.there && before.Hash != e.hash && before.untouched(File{Size: e.size, Modified: e.modified}):
			x.more = append(x.more, name+" is damaged: it is not the text that the history says, and nobody has written it since")
		case before.there && before.Hash != e.hash:
			x.more = append(x.more, name+" is not the text that the history says: it was changed by hand, or damaged")
		}
	}
	for name, before := range was {
		if _, there := x.seen[name]; before.there && !there {
			x.more = append(x.more, fmt.Sprintf("%s is missing: the history says that it is there (%s)", name, before.Op))
		}
	}
	return x.checkEnd()
}

// compareIDs finds ids that more than one file has.
func (x *examination) compareIDs() {
	holders := map[string]string{}
	for _, name := range slices.SortedFunc(maps.Keys(x.seen), comparePaths) {
		e := x.seen[name]
		if e.id == "" || part(name) == versionsDir {
			continue
		}
		first, twice := holders[e.id]
		switch {
		case !twice:
			holders[e.id] = name
		case part(first) == part(name):
			x.more = append(x.more, fmt.Sprintf("%s has the same id as %s: %s", name, first, quoted(e.id)))
		default:
			x.more = append(x.more, fmt.Sprintf("%s is removed and there at the same time, as %s: %s", name, first, quoted(e.id)))
		}
	}
}

// checkEnd looks whether the history ends with a whole line.
func (x *examination) checkEnd() error {
	f, info, err := openRegular(x.a.root, historyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	end, err := endOfLines(f, info.Size())
	if err == nil && end != info.Size() {
		x.more = append(x.more, historyFile+" ends with a change that was interrupted; opening the folder mends it")
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// problems returns all sentences in order.
func (x *examination) problems() []string {
	all := slices.Concat(x.others, x.more)
	for name, e := range x.seen {
		if e.problem != "" {
			all = append(all, name+" "+e.problem)
		}
	}
	slices.Sort(all)
	if more := len(all) - maxProblems; more > 0 {
		all = append(all[:maxProblems], fmt.Sprintf("and %d more", more))
	}
	return all
}
