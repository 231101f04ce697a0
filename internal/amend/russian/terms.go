package russian

import "chancery.example/chancery/internal/amend"

// Terms are the words of an organisation in all their forms.
type Terms struct{}

func (t Terms) pair(was, now string) []amend.Form { return nil }
