// Package procedure measures how long a rule takes to judge a question: at most
// 50 µs with 27 weighted members.
package procedure
