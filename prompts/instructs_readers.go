package prompts

// readerRules find what is said of a model that reads the text, or of what it
// makes of it, without speaking to it.
var readerRules = []rule{
	{
		name: "if you are a model", quoted: true, statements: true, about: []string{"ai", "model", "llm", "bot", "gpt", "assistant", "artificial", "neural"},
		match: in(`\bif (?:you(?:'re| are)|(?:the|this) reader is|(?:this|it) is (?:being )?read by|read by) (?:an? |the )?` + model + `\b` +
			`|\bbeing (?:an? |the )` + model + `\b` +
			`|\b(?:reader|readers|anyone|anybody|whoever|who(?:ever)? reads)\b.{0,40}\b(?:is|are|being) (?:an? |the )?` + model + `\b` +
			`|\b(?:note|message|notice|attention|instructions?|reminder) (?:to|for) (?:any |all |every |the )?` + model + `s?\b`),
		unless: in(`\b(?:said|says|told|according to)\b`),
	},
	{
		name: "what a summary must", quoted: true, statements: true, about: []string{"summar", "translation", "digest", "repl", "response", "answer", "output", "paraphrase"},
		match: in(`\b(?:any|every|each|all|the) (?:summar(?:y|ies)|translations?|digests?|paraphrases?|answers?|repl(?:y|ies)|responses?|outputs?)(?: \w+){0,3} (?:of|to|about|from|based on|that uses?|using) (?:this|the|these) (?:text|article|page|document|passage|story|question|source)s?(?: \w+){0,3} (?:must|should|shall|ha(?:s|ve) to|needs? to|(?:is|are) to|will)\b` +
			`|\bwhen (?:this|the) (?:text|article|page|document|passage) is (?:summari[sz]ed|translated|quoted|paraphrased)\b.{0,20}\b(?:must|should|shall|ha(?:s|ve) to|add|include|write|say|mention)\b`),
	},
}
