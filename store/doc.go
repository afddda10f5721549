// Package store keeps what outlives an answer: the settings of servers, the
// replies that buttons refer to, votes on them, and which events were taken up
// already. And it forgets: a person, a server, and by itself what is old.
//
// # What is kept
//
//	settings.go   how the bot replies in a server, and where it is silent
//	replies.go    an answer as it was given, by the key that its buttons carry
//	votes.go      one vote for each person and reply
//	claims.go     events that were taken up, so that none is answered twice
//	person.go     who asked, voted, changed a setting
//	forget.go     deleting a person or a server, and the mark that is left
//	prune.go      what is too old, and what is too much
//
// Everything is in one SQLite file (base.go, schema.go, open.go) or, without a
// path, in a SQLite database in memory that runs the same code. The statements
// are plain SQL, so that another database can take their place.
//
// # What it promises
//
// A call that returned without an error outlives the process, however it ends:
// the file is written ahead of the answer (WAL). A loss of power can take the
// last moments with it and leaves a sound file.
//
// A file that is damaged is renamed and begun anew; SetAside says so. Nobody is
// forgotten in what was renamed, so it is deleted when its replies would be. A file
// written by a newer version of the program is an error that says what to do.
//
// A disk that fills up or fails costs no answer (fault.go): everything goes on
// in memory, within bounds, and is written once the disk is well again. Health
// says so meanwhile. Nothing here logs.
//
// All methods may be called by many goroutines at once, and end with their
// context. Several processes on one machine may share a file, as the shards of
// a bot do: a setting made in one is seen by the others within five seconds.
// What one of them keeps in memory while the disk is ill, the others see only
// afterwards.
//
// # Clocks
//
// Ages are differences of wall-clock times, for they have to outlast a
// restart. A clock that jumps ahead ends the life of replies and claims early;
// one that jumps back prolongs it. Neither breaks anything else: an event that
// is claimed stays claimed as long as it is kept.
//
// # What it does not do
//
// It holds no articles, no conversations and no questions as such: the body of
// a reply is bytes of the caller, who decides what goes into it. They are sealed
// in the file with a key that stands beside them: that makes forgetting certain
// (person.go), and keeps nothing from one who can read the file.
package store
