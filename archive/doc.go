// Package archive keeps articles in a folder, one file each, so that none is
// ever lost: what was acknowledged is on the disk whatever happens to the
// program or the machine, no article is ever half there, earlier texts are
// kept, a removal can be taken back, and a history says who did what.
//
// # The folder
//
//	articles/NAME.md             the articles, front matter and body: the truth
//	versions/NAME/SHA256.md      earlier texts, named by the hash of their bytes
//	removed/NAME.md              removed articles until they are purged; also
//	                             copies of articles of the base corpus
//	removed/NAME.purged          the id of a purged article and nothing else
//	history.jsonl                one line an event, see Event
//	lock                         which process is changing something, if any
//
// NAME is the id where that is a plain name, and otherwise what can be read of
// it with a hash (name.go); the id itself stands in the front matter. What an
// operator puts into articles/, under any name and in folders, is an article
// all the same: it is found by the id it states, changed where it lies, and
// Notice writes into the history that it was found. A backup is a copy of the
// folder. A copy that was made during a change is mended when it is opened.
//
// # How a change is made
//
// There is one writer at a time among all processes, for the moment of one
// change (lock.go); readers never wait for it. The new text is written to
// articles/.new and synced. A line is added to the history, without its end,
// and synced: from here on the change is made, now or after a crash. The file
// is renamed over the old one, whose text was kept as a version before; the
// folder is synced; the line is ended. So a whole last line without an end is a
// change to be carried on with (settle.go), and anything else behind the last
// line's end was never begun and is cut off. Every change settles first what it
// finds; so does Open, which says what it mended.
//
// PutAll does the same with up to 64 new articles at a time (put_all.go): their
// texts are written to articles/.batch and synced together, one line holds all
// their events, they are renamed, and the folder is synced once. After a crash all
// of them are made once the line is there, and none before. Should the disk have
// lost some of the texts all the same, the history is told of the others only.
//
// A change that fails leaves what was there (fault.go): its error is a
// sentence, and Health says the same until something was written again.
//
// # Ids
//
// Which id lies where is known from the heads of the files (head.go, shelf.go),
// read when it is first asked for and again when a folder has changed. A file
// whose id is edited where it lies is noticed when that file is next used, or
// listed.
//
// Links, pipes and devices are never opened, nor is anything outside the
// folder.
//
// # What it does not do
//
// It does not read articles: whether a file makes a good one, and what it
// holds, is for package corpus, which loads FS. It knows the base corpus only
// by what callers hand it: Hidden says which of its articles not to show, and
// an article of the archive goes before one of the base with its id. It
// watches nothing and keeps no index on the disk. The history is never
// shortened, and versions are kept until their article is purged.
package archive
