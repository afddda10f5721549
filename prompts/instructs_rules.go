package prompts

import (
	"regexp"
	"slices"
)

// The words of which the rules are made.
const (
	// reply is what a model produces; news has replies too, so that it takes
	// "your" or an imperative beside it.
	reply = `(?:repl(?:y|ies)|responses?|answers?|outputs?|messages?|completions?|generations?|summar(?:y|ies)|explanations?)\b`
	yours = `(?:\b(?:your|ur)(?: \w+){0,3}? ` + reply + `|\b(?:every|each|all) ` + reply + `|\b(?:text|content|words|sentences) (?:that )?you (?:write|produce|generate|give|create|output)\b)`

	// edit is what is done to a text.
	edit = `(?:begin|start|end|finish|conclude|open|close|preface|prefix|append|prepend|add|include|insert|integrate|incorporate|embed|augment|enhance|enrich|extend|expand|modify|change|alter|adjust|adapt|edit|rewrite|re-write|rephrase|reword|revise|restate|reformat|format|structure|organi[sz]e|render|convert|transform|translate|transcribe|transliterate|encode|decode|encrypt|encipher|cipher|decrypt|obfuscate|scramble|jumble|shuffle|randomi[sz]e|rearrange|reorder|reverse|flip|mirror|invert|rotate|shift|anagram|misspell|mistype|spell|replace|substitute|swap|exchange|switch|use|utili[sz]e|employ|apply|write|type|compose|draft|generate|produce|create|craft|make|provide|present|deliver|supply|output|print|display|return|respond|reply|answer|say|state|mention|emphasi[sz]e|highlight|stress|promote|advertise|endorse|recommend|suggest|encourage|urge|invite|remove|delete|omit|drop|eliminate|strip|combine|merge|join|concatenate|group|split|separate|divide|break|cluster|chunk|capitali[sz]e|lowercase|uppercase|bold|itali[cs]i[sz]e|underline|repeat|duplicate|double|sprinkle|intersperse|interleave|inject|weave|blend|mix|slip|sneak|hide|conceal|disguise|mask|introduce|attach|link|limit|restrict|shorten|lengthen|elaborate|summari[sz]e|condense|simplify|ensure|mimic|imitate|phrase|express|wrap|enclose|surround|pad|fill|punctuate|space|alternate|map|represent|number|tailor|personali[sz]e|season|spice|decorate|adorn|annotate|complete|continue|supplement|follow|accompany|spread|share|describe|explain|discuss|claim|assert|pretend|warn|inform|tell|give|offer|tease|hint|plug|push|reference|cite|quote|cast|frame|slant|bias|steer|skew|exaggerate|drive|direct|point|turn|put|place|keep|let|set|deliver|speak|communicate|mark|tag|label|sign|echo|recite|reveal|disclose|leak|show|compress|abbreviate|expand|hash|serialize|communicate|convey|swap|construct|form)`

	// letters are the parts of which a text is made.
	letters = `(?:letters?|vowels?|consonants?|syllables?|spaces|whitespace|punctuation(?: marks?)?|characters?|capital letters|uppercase|lowercase|upper case|lower case|emojis?|typos|misspellings?|spelling errors|anagrams?|homophones?|synonyms|symbols?|alphabet|digits|words?|sentences?|keywords)`

	// code is a way to write that only programs are asked for.
	code = `(?:base-?\s?(?:16|32|36|58|62|64|85)|hexadecimal|hex code|binary(?: code| form| digits)?|octal|morse(?: code)?|rot-?\s?\d+|caesar(?: cipher)?|atbash|vigen[eè]re|substitution cipher|\w+ cipher|ciphers?|pig latin|leet\s?speak|1337|ascii|unicode|braille|nato (?:phonetic )?alphabet|url[- ]encod\w+|emojis?|emoticons|iambic|rhymes?|json|yaml|xml|html|markdown|latex|camelcase|camel case|snake_case|all caps|uppercase|lowercase|acrostic|haiku|backwards|reverse order|reversed|alphanumeric \w+|homophon\w+|homoglyphs?|anagram\w*|palindromes?)\b`

	model = `(?:ai(?: \w+)?|a\.i\.|artificial intelligence|(?:large )?language models?|llms?|chat\s?bots?|chat\s?gpt|gpt(?:-\w+)?|assistant|virtual assistant|neural network)`

	earlier = `(?:previous|prior|above|earlier|preceding|foregoing|aforementioned|initial|original|existing|old|past|current|other|former|system|safety|given)`
	orders  = `(?:instructions?|prompts?|guidelines?|directives?|commands?|rules|system messages?|constraints|restrictions|context|requests?|messages?|text|content|input|conversation|questions?|tasks?)\b`
	drop    = `(?:ignore|disregard|forget|override|overrule|bypass|discard|neglect|skip|omit|drop|erase|abandon|set aside|pay no attention to|stop following|do not follow|don't follow|not follow|no longer follow)`

	// program are languages of programmers that are nothing else.
	program = `(?:javascript|typescript|mysql|postgres(?:ql)?|sql|php|html5?|css3?|c\+\+|c#|golang|numpy|pandas|regex|regular expressions?|node\.?js|react\.js|django|python (?:\d|code|script|function|program|class|list|dictionary|library|loop)|in python|java (?:code|class|program|function)|in java|json|bash script|shell script|recursion|data structures?|linked list|binary search|for loop|while loop|git (?:commit|branch|merge|rebase))\b`

	// work is what a chat program is asked to make.
	work = `(?:poems?|haikus?|limericks?|sonnets?|verses?|songs?|lyrics|rap|jokes?|puns?|riddles?|stor(?:y|ies)|fairy tale|fable|essays?|letters?|e-?mails?|speech(?:es)?|scripts?|screenplays?|monologues?|dialogues?|conversations?|blog posts?|outlines?|slogans?|taglines?|recipes?|summar(?:y|ies)|introduction|conclusion|paragraphs?|stanzas?|functions?|programs?|code|snippets?|class(?:es)?|regex|quer(?:y|ies)|algorithms?|tables?|spreadsheets?|lists?|bullet points|equivalents?|synonyms?|antonyms?|translations?|examples?|tutorials?|quiz(?:zes)?|lesson plans?|itinerar(?:y|ies)|cover letters?|r[eé]sum[eé]s?|press releases?|captions?|hashtags?|tweets?|product descriptions?|job descriptions?|descriptions?|headlines?|analog(?:y|ies)|metaphors?|definitions?|formulas?|proofs?|ad copy|newsletters?|reviews?|obituar(?:y|ies)|eulog(?:y|ies)|toasts?|questions|flashcards|business plans?|personas?|charts?|graphs?|diagrams?|presentations?|overviews?|reports?|surveys?|advertisements?|names for|ideas for|tips (?:for|on|to)|guide|steps)\b`

	languages = `(?:english|french|spanish|german|italian|portuguese|dutch|swedish|norwegian|danish|finnish|polish|czech|hungarian|romanian|greek|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|hindi|urdu|bengali|chinese|mandarin|cantonese|japanese|korean|vietnamese|thai|indonesian|malay|swahili|latin|esperanto|welsh|irish|klingon)\b`
)

// Labels and marks of conversations with models. They are looked at before the
// text is folded.
var (
	roleLabel  = regexp.MustCompile(`^[^\pL\pN]*(?:SYSTEM|ASSISTANT|USER|DEVELOPER|HUMAN|(?:NEW |UPDATED )?INSTRUCTIONS?|PROMPT|(?i:system (?:message|prompt|note|override)|system|assistant|(?:new|updated|additional) instructions?|(?:note to (?:the )?)?` + model + `))\s*[:：]`)
	chatMarkup = regexp.MustCompile(`(?i)<\|[a-z_]{2,30}\|>|\[/?INST\]|<</?SYS>>|###\s*(?:instructions?|system|response|prompt|human|assistant|user)\b|</?(?:system|instructions?|assistant|sources?|documents?|user|prompt|context)>`)
)

// at is a pattern that a clause starts with, in one that it holds anywhere.
func at(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)`) }
func in(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?:` + pattern + `)`) }

// aboutReply is in every clause about what the model writes.
var aboutReply = []string{"repl", "respon", "answer", "output", "message", "completion", "generation", "summar", "explanation", "sentence", "paragraph", "line", " you "}

// rules hold for one clause each.
var rules = append([]rule{
	{name: "ignore instructions", quoted: true, statements: true, about: []string{"ignor", "disregard", "forget", "overr", "bypass", "discard", "neglect", "skip", "omit", "drop", "erase", "abandon", "set aside", "pay no", "follow"}, match: in(
		`\b` + drop + `(?: (?:all|any|every|each|the|your|these|those|my|our|of|everything|whatever|in)){0,3} ` + earlier + `(?: \w+){0,2}? (?:instructions?|prompts?|guidelines|directives|system messages?|context)\b` +
			`|^` + drop + `(?: \w+){0,3} ` + earlier + `(?: \w+){0,2}? ` + orders +
			`|^` + drop + ` (?:all|any|your|these|those) (?:of )?(?:your |the |these )?(?:instructions?|prompts?|guidelines|directives|rules|constraints|programming|training)\b` +
			`|^` + drop + ` (?:everything|anything|all|what)(?: \w+){0,4} (?:above|before|earlier|so far|previously|told|said|asked|question)\b` +
			`|^` + drop + ` the (?:above|previous|preceding|foregoing|user|question|article|articles|text|sources?)\b`)},
	{name: "in your reply", about: aboutReply, match: at(
		`(?:in|within|throughout|inside|as part of|for|with|along with|alongside|during|to|into|under|below|above|before|after|when (?:writing|giving|generating|composing|producing)|while (?:writing|giving|generating|composing|producing)|at the (?:very )?(?:start|beginning|end|top|bottom|close) of|on top of|in addition to|besides|beside|instead of) (?:each of |all of |the rest of |the (?:first|last|opening|closing) \w+ of )?` + yours)},
	{name: "edit the reply", about: aboutReply, match: at(
		edit + `\b.*` + yours + `|` + edit + `\b.*` + `\b(?:each|every|all|the|this) (?:of your )?(?:final |next |following |subsequent |future |entire |whole )?(?:reply|replies|response|responses|output|outputs|completion)\b(?: (?:with|in|using|as|by|to|into|from|so)\b|[.!:]|$)` +
			`|(?:begin|start|end|finish|open|close|conclude|preface|give|write|deliver|provide|phrase|translate) (?:each |every |all |the )(?:\w+ )?(?:answers?|sentences?|paragraphs?|lines?) (?:with|in|by|using) (?:` + languages + `|"|'|the (?:word|phrase|code|letter)|an? )` +
			`|` + edit + `\b.* (?:when(?:ever)?|while|before|after) (?:you )?(?:answer|respond|reply|answering|responding|replying)\b[^\pL]*(?:$|to (?:the|a|any|every) (?:user|question))`)},
	{name: "a thing done to the reply", about: aboutReply, match: at(
		`[a-z]+ (?:\S+ ){0,14}?(?:in|to|into|of|from|with|throughout|within) ` + yours), unless: at(
		`(?:i|we|he|she|it|they|you|that|this|those|these|what|who|why|how|when|where|which|if|as|is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|should|the|a|an|my|your|his|her|their|our|its|there|thank|thanks|based|given|let's|because|since|while|although|though|no|not|yes|not|one|some|many|most|all|about|according|by|on|at|of|from|us|or|it's|i'm|we're|i've|judging|listening|looking|hearing|reading|congratulations|welcome|sorry|part|much)\b`)},
	{name: "reply with", match: at(
		`(?:reply|respond|answer|speak|write|communicate|talk|output|conclude|sign off) (?:me |us |back |them )?(?:(?:to (?:the|this|every|each|all|any|my) (?:user|users|question|questions|prompt|prompts|query|queries|message|messages|request|requests))\s*)?(?:only|solely|just|exclusively|always|strictly|exactly|everything|entirely|as if|as though|as an?\b|like an?\b|in (?:the (?:style|voice|tone|form|manner)|` + languages + `|` + code + `|rhyme|verse|reverse|capital|capitals|one word|a single|a (?:\w+ )?(?:style|tone|voice|manner|accent|format)|exactly|only|less than|fewer than|under|the language)|using (?:only|the|an?|` + code + `|letters|emojis)|with (?:only|the (?:code|word|words|phrase|text|string|sentence|following|token|number)|"|'|an?\b|exactly|just|nothing|"?yes|"?no\b|ok\b|emojis?))`)},
	{name: "say the code", quoted: true, match: at(
		`(?:output|echo|print) (?:the (?:text|word|string|following|confidential|secret|system|canary)|exactly|only|this (?:text|word|string))\b` +
			`|(?:begin|start|end|finish|open|close|preface|prefix) (?:your|each|every|all)(?: \w+)? ` + reply + ` with\b` +
			`|(?:say|write|print|output|type|return|reply|respond|repeat|display|echo|answer) (?:(?:only|just) (?:the|this|"|'|an?\b)|.*\b(?:and|but) nothing (?:else|more)\b)` +
			`|(?:reveal|disclose|repeat|tell me|give me|show me|write|leak|recite) (?:the|your) (?:confidential|hidden|canary|internal)\b` +
			`|(?:repeat|recite|copy|print|output) (?:the|all|all the|every|everything|any) ?(?:words?|text|lines?|sentences?)? (?:above|before this|preceding)\b` +
			`|(?:begin|start|end|finish|open|close|preface|reply|respond|answer|say|print|output|write|include|add|insert|append|prepend|mention|type|return|repeat|echo|display|quote|recite|state|use|put|place|embed|reveal|disclose|output) (?:\w+ ){0,6}?(?:the |this |a |that |following |exact |secret |random ){1,3}(?:code|codeword|code word|word|words|phrase|string|token|keyword|password|passphrase|canary|sequence|identifier|marker|tag)\b(?: (?:"|'|[a-z]*\d|is\b|as\b)|[: ]+\S*[\d"'-]|[:.]|$)`)},
	{name: "who the model is", quoted: true, statements: true, about: []string{"you", " as ", "to be", "ai", "model", "llm", "gpt", "bot", "assistant", "intelligence", "mode", "do anything"}, match: in(
		`^you(?:'re| are) (?:now |no longer |just |only )?(?:an? |the |my |our )?(?:\w+ ){0,3}` + model + `\b` +
			`|^you(?:'re| are) now (?:an? |in |the |my )?(?:\w+ ){0,2}(?:mode|dan|pirate|hacker|expert|translator|terminal|interpreter|character|persona|unrestricted|unfiltered|jailbroken|uncensored)\b` +
			`|^(?:act|behave|respond|operate|function|serve|reply|roleplay|role-play) as (?:if you (?:are|were) )?(?:an? |my |the )?(?:\w+ ){0,3}(?:` + model + `|expert|pirate|hacker|translator|terminal|interpreter|character|persona|teacher|comedian|poet|doctor|lawyer|consultant|tutor|advisor|linux|python)\b` +
			`|^(?:pretend|imagine|assume|suppose|simulate)(?: that)? (?:to be|you(?:'re| are)) (?:an? |the |my )?(?:\w+ ){0,3}(?:` + model + `|expert|pirate|hacker|unrestricted|character)\b` +
			`|^(?:as|since you are|if you are|if you're|being) (?:an? |the )?(?:ai (?:language )?(?:model|assistant|system|chatbot)|(?:large )?language model|llm|chatbot)\b.*\b(?:you|your|please)\b` +
			`|^(?:dear |attention,? |hey |note (?:to|for) |message (?:to|for) |instructions? (?:to|for) |to )(?:the |any |all |every )?(?:` + model + `)(?: (?:reading|processing|summari[sz]ing|model)\b|[:,])` +
			`|\b(?:do anything now|developer mode (?:on|enabled|activated)|dan mode|jailbreak mode|god mode enabled)\b`)},
	{name: "the prompt", quoted: true, statements: true, about: []string{"prompt", "instruction", "message", "programming", "command", "task", " now", "henceforth", "forward", "onward", "conversation", "chat", "session", "answer", "respond", "reply", "summari"}, match: in(
		`^(?:reveal|print|show|repeat|leak|output|display|tell me|give me|share|disclose|write|state|copy|recite|summari[sz]e|translate|include|quote|what (?:is|are|was|were)|what's)\b.{0,40}\b(?:your|the) (?:system |initial |original |hidden |secret |full |exact |entire |first ){0,3}(?:prompt|system message|system instructions|initial instructions|hidden instructions|secret instructions)\b` +
			`|\byour (?:system |initial |original |hidden |previous |prior )(?:prompt|instructions|programming)\b` +
			`|^(?:follow|obey|execute|carry out|comply with|perform|adhere to) (?:\w+ ){0,2}(?:the |these |this |my |following |new |next |only ){1,3}(?:instructions?|prompts?|commands?|task)\b(?: (?:below|above|instead|now|here|exactly|from now)|[:.]|$)` +
			`|^(?:from now on|from this point (?:on|forward|onward)|for the (?:rest|remainder) of this (?:conversation|chat|session)|henceforth|going forward),? (?:you\b|your\b|` + edit + `\b)` +
			`|^(?:before|after|when|while|instead of|prior to) (?:answering|responding|replying|summari[sz]ing|you (?:answer|respond|reply))(?: (?:to )?(?:the|any|this|every|each|my|a) (?:user|question|questions|query|prompt|request|message|user's \w+))?,? ?(?:please )?(?:` + edit + `|always|never|first|you must|do not|don't)\b`)},
	{name: "what the reply must be", statements: true, about: []string{"repl", "response", "answer", "output", "message", "summar", "completion"}, match: at(
		`(?:your|ur|each|every|all)(?: of your)?(?: \w+)? ` + reply + `(?: to \w+ \w+)? (?:must|should|shall|has to|have to|needs? to|ought to|is to|are to|will (?:only|always|now)|can only|may only)\b` +
			`|the (?:\w+ )?(?:reply|response|answer|output|completion) (?:must|should|has to|needs to|shall) (?:always |only |also )*(?:contain|include|mention|start|begin|end|(?:be )?(?:\w+ )?(?:in|as|with|into) (?:\w+ )?` + code + `)` +
			`|(?:make sure|ensure|be sure|see to it|see|check)(?: that)? (?:your|the|each|every|all)(?: \w+)? (?:reply|response|answer|output|completion)s? (?:\w+s|do|are|have|only|always)\b`)},
	{name: "new orders", quoted: true, statements: true, about: []string{"instruction", "prompt", "rule", "order", "directive", "mode", "task", "above", "below", "policy"}, match: at(
		`(?:all |any |your |the |these |those ){0,2}(?:previous|prior|above|earlier|preceding|old|original|existing)(?: \w+)? (?:instructions?|prompts?) (?:are|were|is|was|have been|has been|no longer|do not|should)\b` +
			`|(?:here (?:is|are) |these are )?(?:the |a |your |my )?(?:new|updated|revised|additional|special|important|real|actual|secret|next)(?: \w+)? (?:rules?|instructions?|orders?|directives?|prompts?|tasks?|policy|policies)(?: for you)?\s*[:–—-]` +
			`|(?:enter|enable|activate|switch (?:to|into)|go into|turn on) (?:\w+ )?(?:developer|dan|debug|god|admin|maintenance|jailbreak|unrestricted|roleplay|role-play|unfiltered) mode\b` +
			`|the (?:text|article|passage|content|paragraphs?|sources?|sentences?|instructions?)(?: \w+)? (?:above|below) (?:is|are|was|were|must|should)\b`)},
	{name: "claim it", match: at(
		`(?:assert|claim|insist|declare|affirm|pretend|mention|recommend|emphasi[sz]e|suggest|conclude|deny|stress|tell (?:them|everyone|everybody|people|the users?|the readers?))(?: to \w+ \w+)? that \w|say nothing (?:about|of)\b|mention (?:only|nothing|no)\b`)},
	{name: "an order about text", match: at( // in news, a sentence seldom starts so
		`(?:write|compose|draft|generate|produce|craft|translate|transcribe|encode|encrypt|rewrite|rephrase|paraphrase|proofread|answer|reply|respond|quote|repeat|print|recite|insert|append|prepend|state|mention|summari[sz]e|describe|explain|detect|sing|sell|reverse|replace|convert|rearrange|include|invent|advertise|promote|argue|conclude|reveal|ignore|disregard|spell|scramble|capitali[sz]e|rhyme) (?:that|an?|the|only|every|each|all|any|no|exactly|just|me|these|this|some|your|two|three|four|five|ten|\d+)\b` +
			`|(?:say|return|use|output|display) (?:only|exactly|just|that|nothing but)\b` +
			`|` + edit + `\b.* (?:after|before|in|of|to|between|at the (?:end|start) of) (?:each|every) (?:\w+ )?(?:sentence|word|line|paragraph|letter)s?\b`), unless: at(
		`reply all\b|(?:translate|repeat|replace|quote|reverse) that\b`)},
	{name: "what to answer", match: at(
		`(?:answer|refuse to answer|decline to answer|stop answering|ignore|refuse) (?:the|this|any|all|every|no|further|each)(?: \w+){0,2}? (?:questions?|users?|quer(?:y|ies)|prompts?)\b` +
			`|(?:when(?:ever)?|if|every time|each time|should) (?:you are |you're |a user is |anyone is |the user is |ever )?(?:asked|prompted|queried|a user|the user|users|anyone asks|someone asks|somebody asks|the question|a question)\b[^,]*, ?(?:please |you must |you should |then |always |only |just |simply |do not |never )*(?:say|answer|reply|respond|state|claim|write|output|refuse|tell|cite|mention|insist|deny|confirm|pretend|direct|redirect)\b` +
			`|(?:when(?:ever)?|if|every time|each time) (?:a user|the user|users|anyone|someone|somebody) (?:asks?|mentions?|requests?|says?|types?|writes?|inquires?)\b.*\b(?:say|answer|reply|respond with|tell them|claim)\b` +
			`|(?:speak|talk|write|respond|reply|answer|sound) like (?:an? |the )?\w+|stop (?:being|acting as|pretending|behaving|following) (?:an? |the |your )?`)},
	{name: "what the model must", quoted: true, statements: true, about: []string{"assistant", "llm", "bot", "model", "ai ", "answer"}, match: at(
		`(?:the )?(?:correct |right |only |true |final )*answer to (?:every|all|any|each) (?:of the )?(?:questions?|quer(?:y|ies)) is\b` +
			`|(?:the |this |any |all |every )?(?:assistant|llms?|chat ?bots?|(?:large )?language models?|ai (?:models?|assistants?|systems?|agents?))(?: (?:reading|processing|summari[sz]ing|using|that read|which read) [^,]*?)?,? (?:must|should|shall|will always|is to|are to|is required to)(?: (?:now|always|never|only|not|also|then|instead))* ` + edit + `\b`)},
	{name: "the letters", quoted: true, match: at(
		`(?:replace|substitute|swap|exchange|convert|change|transform|shift|rotate|encode|encrypt|turn|switch|map|write|spell|type|translate|render|use|reverse|scramble|jumble|shuffle|rearrange|capitali[sz]e|misspell|anagram|remove|delete|omit|drop|skip|repeat|double|duplicate|group|combine|merge|split|separate|insert|add|introduce|alternate|uppercase|lowercase|put|place|strip|concatenate|interleave|flip|mirror|invert|randomi[sz]e|express|represent) (?:\S+ ){0,4}?` + letters + `\b.*(?:\b(?:letters?|vowels?|consonants?|syllables?|spaces?|whitespace|punctuation|characters?|emojis?|typos|misspellings?|anagrams?|homophones?|symbols?|backwards?|in reverse|order|positions?|position number|numbers|digits|alphabet|uppercase|lowercase|asterisks?|underscores?|hyphens?|dashes)\b|[=@#$%&*]$)` +
			`|(?:misspell|anagram|scramble|jumble|capitali[sz]e|reverse|encode|encrypt|encipher) (?:\S+ ){0,3}?(?:words?|letters?|sentences?|text)\b`)},
	{name: "in code", quoted: true, match: at(
		`(?:encode|encrypt|encipher|decode|decrypt|convert|translate|transform|write|output|render|express|provide|present|format|respond|reply|answer|print|return|give|display|deliver|spell|turn|type|use|employ|apply|make|communicate|obfuscate|hide|represent|put|state|rewrite|transcribe|phrase) (?:\S+ ){0,8}?(?:in|into|to|as|using|with|via|through|by|use|an?|the) (?:\w+ ){0,2}?` + code), unless: in(
		`\b(?:html|markdown|json) (?:version|page|file|format)\b|\brhymes? with\b`)},
	{name: "the users", match: at(
		`(?:encourage|urge|invite|tell|ask|direct|remind|let|suggest(?: that)?|inform|warn|persuade|convince|advise|instruct|recommend(?: that)?|lead|steer|redirect|trick|entice|get|prompt|help|refer|point|guide|nudge|lure) (?:the |all |any |your |our )?(?:users?|readers?|audience|viewers?|visitors|customers)\b (?:to|that|about|into|towards?|know|transfer|send|call|pay|enter|provide|give|use|try|go|purchase|donate|vote|install|join|visit|click|download|check|follow|subscribe|buy|share|should|sign|register)\b`)},
}, slices.Concat(taskRules, readerRules, foreignRules)...)
