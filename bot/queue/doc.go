// Package queue lets the questions of many people share a few workers fairly.
//
// A job is submitted from a Place: a user, in a channel, on a server. It either
// starts at once, or waits for its turn, or is refused at once with the reason;
// [Queue.Submit] never blocks.
//
// # Whose turn it is
//
// Waiting jobs form a tree: servers, their channels, the users in these, and
// each user's jobs in order. The turn goes round the servers that have a job
// which may start, within the server round its channels, within the channel
// round its users. Whoever floods a place therefore waits longer, and nobody
// else does. A direct message has no server: its user counts as one.
//
// How many run at once is bounded in all, per server, per channel and per user;
// how many wait, in all, per server and per user. A user is the same user in
// all channels and servers, so that asking in many places gains nothing.
//
// # What it promises
//
// A job that was accepted is run once or dropped once, never both. Submit and
// the choice of the next job take the same time however many others wait. What
// is known of a place goes with its last job, of a user an hour after the last
// accepted one.
//
// # What it does not do
//
// It sets no deadline for a job and keeps nothing over a restart.
package queue
