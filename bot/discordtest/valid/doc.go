// Package valid judges what passes between a bot and Discord over REST: whether
// Discord would take a request, whether an answer is one that Discord could have
// given, and whether a message keeps this project's own promises.
//
// # Data model
//
// An [Exchange] is one request and its answer, as bytes. A [Checker] reads
// exchanges and returns a [Problem] for each thing that is wrong:
//
//	Checker.Request   what Discord would refuse
//	Checker.Response  what Discord would not have answered
//	Checker.Policy    what Discord takes and this bot must not send
//
// There are two sources of rules. Discord's published OpenAPI description, where
// its file is at hand, knows the routes, the types and most bounds. The hand list
// (the files named for what they check: message.go, embed.go, component.go, …)
// knows what the description does not say, and repeats the bounds that a bot
// meets most, so that it is of use alone.
//
// # What it promises
//
// The hand list refuses only what Discord refuses. Where a body alone cannot
// show whether Discord would, as in an edit whose message is not at hand, it is
// taken for valid; the one exception is an edit that takes away all text, embeds
// and components, which is empty unless a file stays. A problem that both
// sources find is reported once, in the hand list's words. The same exchange has
// the same problems in the same order each time. A Checker does not change after
// Load and is safe for concurrent use.
//
// Lengths are counted in Unicode code points, as Discord's servers and JSON
// Schema count them; its clients show UTF-16 units, which are never fewer.
// Discord trims white space at both ends of a text before it looks whether the
// text is there at all, and so does this package.
//
// # What it does not do
//
// It knows no state: not the message that is edited, not the interaction that is
// answered, not how many commands exist already. It describes no gateway event
// and no inbound interaction. Codes and wording are Discord's where they are
// known from its answers, and in its manner where they are not: decide by Path,
// show Code and Message.
package valid
