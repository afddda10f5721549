// Package library keeps a set of articles, and what answers from them, in step
// with the folders that the articles lie in.
//
// The articles come from a base (those in the program, or a folder of the
// operator) and from the articles that were added to it (package archive);
// these take the place of base articles with the same id, and hide those that
// were removed. What is on disk is the truth. All else follows from it:
//
//	folders → articles → index → engine = a Snapshot
//
// A Snapshot does not change. Refresh makes the next one aside, from what is the
// same and what is not, and puts it in the old one's place; whoever works with
// the old one goes on with it. When a folder cannot be read, or nothing in it is
// an article any more, the last good snapshot stays and State says why. Watch
// refreshes by itself.
//
// What is derived from the articles is kept in a folder (cache.go), so that a
// start need not derive it anew: a manifest says what of, and every part has a
// checksum. What is missing, damaged, of another program or of other articles is
// derived again. The folder may be deleted at any time.
package library
