// Package prompts holds what a language model is told: templates embedded into
// the binary, each rendered by a typed method, and the care that what strangers
// wrote (articles, questions, earlier messages) needs before it stands beside
// them.
//
// A prompt has two parts. The system part holds the rules and the canary and
// never a stranger's word. The user part holds the sources, fenced, then the
// question, then one line that recalls the rules. A sentence of a source has a
// line of its own that starts with its number, "[2.4] …" for the fourth
// sentence of the second source; the model cites these numbers and a caller
// resolves them.
//
// Everything a stranger wrote goes through [Neutral], which keeps the words and
// takes away what could end a line, close the fence, forge a number, open a
// role or ping somebody. The numbers, the fence and the headings are made by
// the code, so that a template of an operator cannot get them wrong. [Instructs]
// tells which sentences speak to a model instead of reporting; a caller leaves
// them out of the sources. [Set.Leaks] tells whether an answer gives the prompt
// away.
//
// # Templates
//
// A folder given to [Load] may hold its own version of any template, under the
// same name. It is Go's text/template, at most 64 KiB, and may use:
//
//	answer.system.tmpl      .Language .Limit .Summary .Open .Close .NotFound .Canary
//	answer.user.tmpl        .Sources .Question .Coverage .Language .NotFound
//	summary.system.tmpl     .Language .Limit .Short .Open .Close .NotFound .Canary
//	summary.user.tmpl       .Sources .Subject .Coverage .Language .NotFound
//	points.system.tmpl      .Limit .Open .Close .Canary
//	points.user.tmpl        .Sources .Subject
//	standalone.system.tmpl  .Open .Close .Canary
//	standalone.user.tmpl    .Turns .Question
//	search.system.tmpl      .Canary
//	search.user.tmpl        .Question
//
// .Sources and .Turns come fenced: their first line is .Open, their last one
// .Close. .Limit is how many sentences an answer may have, or lines. What must
// not be left out is .Language, .NotFound and every .Canary, .Question,
// .Subject, .Sources and .Turns.
//
// The package imports none of ours and reads no file but those of that folder.
package prompts
