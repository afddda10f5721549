package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rapporteur/archive"
	"rapporteur/glossary"
	"rapporteur/library"
	"rapporteur/seeds"
)

// doctorNames is how many files or problems are named.
const doctorNames = 10

func (d *doctor) articles(ctx context.Context) {
	data := d.app.cfg.Data
	if _, err := os.Stat(data); err != nil {
		d.app.cfg.Data = "" // looking does not make it
	}
	c, err := d.app.load(ctx)
	d.app.cfg.Data = data
	switch {
	case err != nil:
		d.add("articles", findFail, err.Error(), "check the folder of --corpus")
		return
	case len(c.Articles) == 0:
		d.add("articles", findFail, d.app.noArticles().Error(), "")
	default:
		d.add("articles", findOK, plural(len(c.Articles), "article"), "")
	}
	for i, skip := range c.Skipped {
		if i == doctorNames {
			d.add("articles", findWarn, fmt.Sprintf("%d more files were passed over", len(c.Skipped)-i), "rapporteur index names all")
			return
		}
		d.add("articles", findWarn, skip.String(), "mend the file, or take it out of the folder")
	}
}

func (d *doctor) glossary() {
	_, err := d.app.glossary()
	if err == nil {
		_, err = glossary.ParseLexicon(seeds.Lexicon())
	}
	if err != nil {
		d.add("glossary", findFail, err.Error(), "mend the file of --glossary; without one, install the program again")
		return
	}
	d.add("glossary", findOK, "names and words are in order", "")
}

func (d *doctor) data(ctx context.Context) {
	folder := d.app.cfg.Data
	if folder == "" {
		d.add("data", findInfo, "not set; nothing outlives the program", "for settings and added articles that stay, set --data to a folder")
		return
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		d.add("data", findInfo, "the folder "+folder+" is not there yet; it is made when it is needed", "")
		return
	}
	d.writable(folder)
	d.space(folder)
	d.index(folder)
	d.archive(ctx, folder)
	d.database(filepath.Join(folder, "discord.db"))
}

func (d *doctor) writable(folder string) {
	f, err := os.CreateTemp(folder, ".doctor-*")
	if err == nil {
		_, err = f.WriteString("doctor\n")
		err = errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		d.add("data", findFail, "nothing can be written in "+folder+": "+err.Error(), "give the folder to the user of serve, and room on its disk")
		return
	}
	d.add("data", findOK, folder+" can be written", "")
}

// Room on the disk, in bytes.
const (
	fewBytes     = 1 << 30
	tooFewBytes  = 64 << 20
	bytesPerMega = 1 << 20
)

func (d *doctor) space(folder string) {
	free, known := freeBytes(folder)
	what := fmt.Sprintf("%d MB of room on the disk", free/bytesPerMega)
	switch {
	case !known:
	case free < tooFewBytes:
		d.add("data", findFail, "only "+what, "make room; until then nothing can be kept")
	case free < fewBytes:
		d.add("data", findWarn, "only "+what, "make room")
	default:
		d.add("data", findOK, what, "")
	}
}

func (d *doctor) index(folder string) {
	at := filepath.Join(folder, "index")
	k, err := library.Inspect(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.add("index", findInfo, "nothing is kept yet; the first start derives it", "")
	case err != nil:
		d.add("index", findWarn, "what is kept cannot be used: "+err.Error(), "nothing is lost: the next start derives it anew; "+at+" may be deleted")
	case !k.Own:
		d.add("index", findInfo, "what is kept is of another version of the program; the next start derives it anew", "")
	default:
		d.add("index", findOK, fmt.Sprintf("%s, kept %s", plural(k.Articles, "article"), k.Written.UTC().Format(time.DateTime+" UTC")), "")
	}
}

// archive checks the folder of added articles, if there is one: opening it makes
// what is missing, and that is not doctor's to do.
func (d *doctor) archive(ctx context.Context, folder string) {
	for _, part := range []string{"articles", "removed", "versions"} {
		if _, err := os.Stat(filepath.Join(folder, part)); err != nil {
			d.add("archive", findInfo, "no articles were added yet", "")
			return
		}
	}
	a, mended, err := archive.Open(folder, archive.Options{Wait: 2 * time.Second})
	if err != nil {
		d.archiveFault(err)
		return
	}
	defer a.Close()
	for _, m := range mended {
		d.add("archive", findInfo, m, "")
	}
	problems, err := a.Check(ctx)
	if err = errors.Join(err, a.Health()); err != nil {
		d.archiveFault(err)
		return
	}
	for i, p := range problems {
		if i == doctorNames {
			d.add("archive", findWarn, fmt.Sprintf("%d more problems", len(problems)-i), "")
			return
		}
		d.add("archive", findWarn, p, "")
	}
	list, err := a.List()
	switch {
	case len(problems) > 0 || err != nil:
	case len(list) == 0:
		d.add("archive", findInfo, "no articles were added yet", "")
	default:
		d.add("archive", findOK, plural(len(list), "added article")+", whole", "")
	}
}

func (d *doctor) archiveFault(err error) {
	if errors.Is(err, archive.ErrBusy) {
		d.add("archive", findWarn, err.Error(), "another process is changing articles; try again when it is done")
		return
	}
	d.add("archive", findFail, err.Error(), "check the folder's owner and its disk; a backup of the folder is a copy of it")
}

// sqliteHead is how the file of the database begins.
const sqliteHead = "SQLite format 3\x00"

func (d *doctor) database(path string) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	head := make([]byte, len(sqliteHead))
	if err == nil {
		if n, failed := f.ReadAt(head, 0); n == 0 && failed == io.EOF {
			copy(head, sqliteHead) // a database without anything in it
		} else if failed != io.EOF {
			err = failed
		}
		_ = f.Close() // nothing was written
	}
	switch {
	case err != nil:
		d.add("database", findFail, fileError(path, err).Error(), "give it to the user of serve")
	case string(head) != sqliteHead:
		d.add("database", findWarn, path+" is damaged", "serve sets it aside at its next start and begins anew; a copy from a backup can take its place before")
	default:
		d.add("database", findOK, path+" can be written", "")
	}
}
