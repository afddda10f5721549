package intake

import "context"

// What the tests of the parent's and the child's side need to reach.
var Confine = func() { confine(task{Memory: DefaultMemory, Timeout: DefaultTimeout}) }

// ChildArgument is what a child is started with.
const ChildArgument = childArgument

// StartInstead makes e start another program as its children.
func (e *Extractor) StartInstead(program string, err error) {
	e.program = func() (string, error) { return program, err }
}

// Environment returns that of a child; nil would be the one of this process.
func Environment() []string { return command(context.Background(), "program").Env }
