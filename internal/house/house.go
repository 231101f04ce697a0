// Package house holds no code, only the rules that all code here keeps to and
// the tests that hold it to them.
//
// rooms.txt is the plan: every folder that holds Go, whether it is pure, and
// which other rooms it may import. The tests read the source of the whole tree,
// nested modules included, and need nothing but that source: not git, not a
// network, not the go command.
//
// A rule is a function from a tree of files to the places where it is broken.
// Each has an archive in testdata, named as the rule, that breaks it and says
// what must be reported; a rule without such an archive fails. So a rule that
// has stopped seeing anything is noticed, and to learn what a rule forbids it
// is enough to read its archive. "go test -update" rewrites what is expected.
//
// The rules do not judge prose, names or design. They keep what can be kept by
// a machine, so that a reader of a change has time for the rest.
package house
