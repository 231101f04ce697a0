// Package bishkek2019 is the worked example as data: the Collective Security
// Council of the CSTO and its session in Bishkek in November 2019.
//
// Everything that is known of that organisation stands here and nowhere in the
// rest of the program. What no source says is marked where it stands.
package bishkek2019

import _ "embed"

//go:embed charter.yaml
var typedCharter string

// Charter returns the organisation, typed in YAML.
func Charter() []byte { return []byte(typedCharter) }
