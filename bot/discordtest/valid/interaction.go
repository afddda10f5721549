package valid

// Types of answers to an interaction.
const (
	pong           = 1
	answerMessage  = 4
	deferMessage   = 5
	deferUpdate    = 6
	updateMessage  = 7
	answerComplete = 8
	showModal      = 9
	launchActivity = 12
	socialLayer    = 13
)

const (
	maxChoices     = 25
	maxChoiceName  = 100
	maxChoiceValue = 100
	maxModalTitle  = 45
	maxModalParts  = 5
	maxInputLabel  = 45
	maxInputText   = 4000
	maxInputHint   = 100
	maxLabelHint   = 100
)

// checkCallback checks an answer to an interaction. Which types an interaction
// takes depends on what it is (no message is there to update after a command,
// no modal may follow a modal), and that is not in the body.
func checkCallback(r *report, body value) {
	kind, data := body.at("type"), body.at("data")
	switch kind.whole(0) {
	case answerMessage:
		checkMessage(r, data, true)
	case updateMessage:
		checkMessage(r, data, false)
	case answerComplete:
		checkCompletion(r, data)
	case showModal:
		checkModal(r, data)
	case pong, deferMessage, deferUpdate, launchActivity, socialLayer:
	default:
		r.add(kind.path, "BASE_TYPE_CHOICES", "Value must be one of {1, 4, 5, 6, 7, 8, 9, 12, 13}.")
	}
}

// checkCompletion checks the choices offered while an option is typed. None at
// all is an answer too.
func checkCompletion(r *report, data value) {
	r.required(data)
	for _, c := range r.list(data.at("choices"), 0, maxChoices) {
		checkChoice(r, c)
	}
}

// checkChoice checks one choice of an option, offered or fixed.
func checkChoice(r *report, c value) {
	r.filled(c.at("name"), maxChoiceName)
	checkLocales(r, c.at("name_localizations"), func(v value) { r.length(v, 1, maxChoiceName) })
	if _, isText := c.at("value").v.(string); isText {
		r.length(c.at("value"), 0, maxChoiceValue)
	} else {
		r.required(c.at("value"))
	}
}

// checkModal checks a form: a title and one to five inputs.
func checkModal(r *report, data value) {
	r.filled(data.at("custom_id"), maxCustomID)
	r.filled(data.at("title"), maxModalTitle)
	if !data.at("components").given() {
		r.required(data.at("components"))
		return
	}
	for _, c := range r.list(data.at("components"), 1, maxModalParts) {
		checkModalPart(r, c)
	}
	checkCustomIDs(r, data.at("components"))
}

func checkModalPart(r *report, c value) {
	switch c.at("type").whole(0) {
	case row:
		inner := r.list(c.at("components"), 1, 1)
		if !c.at("components").given() {
			r.required(c.at("components"))
		}
		for _, input := range inner {
			r.filled(input.at("label"), maxInputLabel)
			checkInput(r, input)
		}
	case label:
		r.filled(c.at("label"), maxInputLabel)
		r.length(c.at("description"), 0, maxLabelHint)
		switch input := c.at("component"); input.at("type").whole(0) {
		case textInput:
			checkInput(r, input)
		case stringSelect, userSelect, roleSelect, mentionSelect, channelSelect:
			checkSelect(r, input)
		}
	case textDisplay:
		r.required(c.at("content"))
	default:
		r.add(join(c.path, "type"), "UNION_TYPE_CHOICES", `Value of field "type" must be one of (1, 10, 18).`)
	}
}

func checkInput(r *report, input value) {
	if input.at("type").whole(0) != textInput {
		r.add(join(input.path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {4}.")
		return
	}
	r.filled(input.at("custom_id"), maxCustomID)
	if style := input.at("style"); style.given() {
		r.within(style, 1, 2)
	} else {
		r.required(style)
	}
	r.length(input.at("value"), 0, maxInputText)
	r.length(input.at("placeholder"), 0, maxInputHint)
	r.within(input.at("min_length"), 0, maxInputText)
	r.within(input.at("max_length"), 1, maxInputText)
	if input.at("min_length").whole(0) > input.at("max_length").whole(maxInputText) {
		r.add(join(input.path, "min_length"), "NUMBER_TYPE_MAX", "The value should be less than or equal to max_length.")
	}
}
