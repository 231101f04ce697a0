package bishkek2019

import _ "embed"

var (
	//go:embed play.yaml
	typedPlay string
	//go:embed bishkek2025.yaml
	typedLater string
	//go:embed standing.yaml
	typedStanding string
)

// Plays returns the names of the plays in the order in which they are given.
func Plays() []string { return []string{"play.yaml", "bishkek2025.yaml", "standing.yaml"} }

// Play returns the commands of the play with a name of [Plays], or nil.
func Play(name string) []byte {
	switch name {
	case "play.yaml":
		return []byte(typedPlay)
	case "bishkek2025.yaml":
		return []byte(typedLater)
	case "standing.yaml":
		return []byte(typedStanding)
	}
	return nil
}
