// Package examples holds small cases as data: each a charter and the commands of
// one play. They show one thing each that rules of procedure have to know. The
// worked example, a whole session, is in bishkek2019.
//
// Facts of real councils stand with their sources; what no source says is marked
// where it stands.
package examples

import "embed"

//go:embed limitedformat/*.yaml preparation/*.yaml returned/*.yaml securitycouncil/*.yaml silence/*.yaml tacitacceptance/*.yaml
var files embed.FS

// Names returns the names of the cases.
func Names() []string {
	return []string{"limitedformat", "preparation", "returned", "securitycouncil", "silence", "tacitacceptance"}
}

// Charter returns the organisation of a case, typed in YAML, or nil.
func Charter(name string) []byte { return file(name + "/charter.yaml") }

// Play returns the commands of a case, or nil.
func Play(name string) []byte { return file(name + "/play.yaml") }

func file(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		return nil
	}
	return b
}
