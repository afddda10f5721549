// Package ingest takes articles in: a file or a page becomes proposals, a person
// confirms them, and the archive keeps them.
//
//	source → drafts (package intake) → proposals → a person → archive
//
// A Proposal is an article as it would be loaded, with what a person wants to
// know before it counts: where each piece of metadata comes from, what would be
// cleaned away, which articles are much the same text, and what keeping it would
// do: add it, change the one that came from the same place, or nothing.
//
// The terminal and Discord use the same Desk. It holds nothing itself; what is
// proposed to it is void when the articles change so that its id is taken, and
// Keep says so.
package ingest
