-- How people sign in has left for a file of its own, accounts.db.
DROP TABLE link;
DROP TABLE session;
