package answer

import (
	"regexp"
	"strings"

	"rapporteur/text"
)

// smallTalk answers greetings, thanks and questions about the bot itself; ok
// is false when s is about something else.
func (e *Engine) smallTalk(s string) (reply string, ok bool) {
	tokens := text.Tokens(s)
	words := make([]string, len(tokens))
	rest := 0
	greeting, thanks := false, false
	for i, t := range tokens {
		words[i] = t.Fold
		switch {
		case greetings[t.Fold]:
			greeting = true
		case thankWords[t.Fold]:
			thanks = true
		case !politeWords[t.Fold] && !t.Stop:
			rest++
		}
	}
	for _, p := range helpPhrases {
		if matchPhrase(words, p) && rest <= contentCount(text.Tokens(p))+1 && len(words) <= 14 {
			return e.help(), true
		}
	}
	switch {
	case rest > 0:
		return "", false
	case thanks:
		return "You're welcome. Ask on whenever you like.", true
	case greeting:
		return "Hello. " + e.help(), true
	}
	return "", false
}

// greeted matches a greeting or thanks before a question.
var greeted = regexp.MustCompile(`(?i)^\s*(?:(?:hello|hi|hey|hiya|thanks|thank you|thx|good (?:morning|evening|afternoon)|please|pls|ok|okay|dear bot|salut|bonjour|hallo|hola|merhaba|привет|مرحبا)\b[\s,.!:;-]*)+(?:there|bot|all|everyone)?[\s,.!:;-]*`)

// withoutGreeting returns s without the greeting before its question.
func withoutGreeting(s string) string {
	if rest := s[len(greeted.FindString(s)):]; len(text.Tokens(rest)) >= 2 {
		return rest
	}
	return s
}

// help says what the bot is for, with the corpus it has.
func (e *Engine) help() string {
	return "I answer questions about " + e.coverage + ", in their own words and with the source of every sentence. " +
		"Ask who, what, when or where, what somebody said, or for a summary of an article."
}

var (
	greetings   = wordsOf(`hello hi hey hiya yo howdy greetings salut bonjour hallo hola merhaba salam salaam marhaba privet ciao  привет здравствуйте مرحبا سلام السلام`)
	thankWords  = wordsOf(`thanks thank thx ty cheers merci danke gracias spasibo bye goodbye شكرا спасибо teşekkürler tesekkurler`)
	politeWords = wordsOf(`good morning evening afternoon night day today bot there everyone friend nice great well fine doing going
		lot much help helpful helped very meet awesome cool ok okay perfect job work bro mate buddy folks team all lol rapporteur`)
	helpPhrases = []string{
		"what can you do", "what do you do", "who are you", "what are you", "how do you work", "^help", "what can i ask",
		"what do you know", "how can you help", "what is this bot", "what are your sources", "are you a bot", "are you human", "which articles do you have", "what articles do you have", "which articles do you know", "what articles do you know", "how do i use you", "how does this work", "how does this bot work",
	}
)

// attack matches requests for something other than an answer from the
// articles: to change the bot's rules, reveal its workings, repeat words, or
// pretend.
var attack = regexp.MustCompile(`(?i)\b(?:` + strings.Join([]string{
	`(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|instructions|rules?|prompts?|above|previous|prior|guidelines|everything|constraints|training|context)`,
	`(?:system|hidden|secret|initial|original|developer)\s+(?:prompt|instructions?|message|rules)`,
	`your\s+(?:exact\s+)?(?:prompt|instructions|rules|guidelines|configuration|token|api key|password|environment|source code)`,
	`(?:environment variables|api key|bot token|discord token|access token|password)`,
	`developer mode|jailbreak|jailbroken|do anything now|\bDAN\b mode|god mode|debug mode|admin mode|sudo`,
	`(?:^|[.!?:,;]\s*|please\s+|and\s+)(?:pretend|imagine|suppose|assume|role-?play)\b|hypothetically`,
	`(?:act|behave|respond|reply|speak|talk|answer)\s+(?:as|like)\s+(?:if|a|an|though|the|my)\b`,
	`you are (?:now|no longer|going to be|a |an )`,
	`from now on`,
	`(?:repeat|print|output|echo|reply|respond|type|post|write)\s+(?:after me|the following|exactly|only|with only|back|this|these words|verbatim)`,
	`say\s+(?:after me|the following|exactly|only)\b`,
	`(?:^|[.!?:,;]\s*|please\s+|and\s+)(?:make up|invent|fabricate|forge|fake)\b`,
	`(?:reply|respond|answer|begin|start|end|finish)\s+(?:\w+\s+){0,4}?(?:only\s+)?with(?:\s+the)?\s+(?:word|phrase|code|words|sentence|string|text)`,
	`new (?:verified )?(?:document|article|instruction|instructions|rule|source)s?\s*:`,
	`(?:^|[.!?:,;]\s*|please\s+|can you\s+|could you\s+)(?:write|compose|generate|draft|code)\s+(?:me\s+)?(?:a|an|some|the)\s+(?:\w+\s+){0,3}?(?:poem|song|story|essay|code|function|script|program|joke|email|letter|speech|tweet|article|rap|haiku|limerick)`,
	`translate\s+(?:this|the following|into|to)`,
	`(?:ping|tag|dm|kick|ban|mute|mention|notify)\s+(?:everyone|here\b|all\b|@)|^\s*(?:ping|tag|dm|kick|ban|mute)\b`,
	`add\s+(?:the\s+)?(?:line|sentence|words?|link|text)\b`,
}, "|") + `)`)

// roleLabel matches a line that poses as somebody else's message.
var roleLabel = regexp.MustCompile(`(?i)(?:^|[>\]]\s*|[.!?\n]\s*)(?:system|assistant|developer|admin|moderator|instruction)s?\s*:`)

// legitimate returns the part of s that asks something, without the sentences
// that try to steer the bot; ok is false when nothing is left.
func legitimate(s string) (asked string, ok bool) {
	if !attack.MatchString(s) && !roleLabel.MatchString(s) {
		return s, true
	}
	var keep []string
	for _, part := range splitAsks(s) {
		if attack.MatchString(part) || roleLabel.MatchString(part) || !asks(part) {
			continue
		}
		keep = append(keep, part)
	}
	if len(keep) == 0 {
		return "", false
	}
	return strings.Join(keep, " "), true
}

var askEnd = regexp.MustCompile(`[.?!]+["'”’)]*\s+|\n|:\s+|;\s+|\]\s+|\s###\s*|\s---\s*`)

// splitAsks cuts s into sentences, and at colons and separators.
func splitAsks(s string) []string {
	var out []string
	last := 0
	for _, m := range askEnd.FindAllStringIndex(s, -1) {
		out = append(out, strings.TrimSpace(s[last:m[1]]))
		last = m[1]
	}
	return append(out, strings.TrimSpace(s[last:]))
}

var askWords = wordsOf(`who what when where why how which whom whose is are was were do does did has have had will would can could
	should also and summarise summarize compare list name tell qui que quand wer was wann wo quien donde`)

// asks reports that a sentence is a question.
func asks(s string) bool {
	words := text.Tokens(s)
	if len(words) < 3 {
		return false
	}
	return strings.HasSuffix(strings.TrimRight(s, `"'”’) `), "?") || askWords[words[0].Fold]
}
