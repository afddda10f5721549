// Package locale holds what the bot says of itself, in seven languages: answers
// to commands, refusals, buttons, and the names and descriptions of commands.
//
// The texts are in texts/, one file per language, each under the same keys as
// the English one; a key is named after where the text is seen. They may hold
// arguments in braces, {name}, that whoever says the text gives a value; a name
// with a dot in it is the key of another text of the same language, said with
// the same arguments, so that help speaks of commands by the names its reader
// sees. Texts may hold Discord's markdown. Arguments are not escaped here: the
// caller has done so.
//
// An argument n, an int, chooses the form by the plural rules of the language
// (six in Arabic, four in Russian), or, where there is a key with that number
// at its end, a text of its own.
//
// It does not translate articles, questions or answers, and knows nothing of
// Discord but the names of its locales.
package locale
