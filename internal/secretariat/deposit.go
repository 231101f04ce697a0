package secretariat

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"chancery.example/chancery/internal/council"
)

// deposit is the command whose text goes with it.
const deposit = "deposit-text"

// laid puts the hash of a text in the place of the text, which goes beside.
func laid(fields map[string]any, text string) []byte {
	sum := sha256.Sum256([]byte(text))
	fields["hash"], fields["size"] = hex.EncodeToString(sum[:]), len(text)
	delete(fields, "content")
	return []byte(text)
}

// OrderOf makes the order of a command from its fields in JSON. Instead of the hash
// of a text that is deposited they may have the text itself, as content.
func OrderOf(name string, fields []byte) (Order, error) {
	var o Order
	var own struct {
		Content *string `json:"content"`
	}
	if name == deposit && json.Unmarshal(fields, &own) == nil && own.Content != nil {
		var obj map[string]any
		if err := json.Unmarshal(fields, &obj); err != nil {
			return Order{}, council.Refuse(council.Malformed, council.CodeForm, name, err.Error())
		}
		o.Texts = [][]byte{laid(obj, *own.Content)}
		var err error
		if fields, err = json.Marshal(obj); err != nil {
			return Order{}, council.Refuse(council.Malformed, council.CodeForm, name, err.Error())
		}
	}
	var err error
	o.Command, err = council.ParseCommand(name, fields)
	return o, err
}
