// A cache outside the handler survives as long as its environment does. That saves a query, and it
// is a bug: nobody tells the cache when the user changes.

const cachedUserMap = new Map();

// Stands for a query to a database that lives outside the function; here the test event brings it.
const findUser = async (database, userId) => {
  console.log(`querying the database for user ${userId}`);
  return database[userId];
};

exports.handler = async ({ userId, database }) => {
  if (!cachedUserMap.has(userId)) {
    cachedUserMap.set(userId, await findUser(database, userId));
  }
  const user = cachedUserMap.get(userId);
  console.log(`user ${userId} is ${user.name}`);
  return user;
};

// To see it: invoke with "before-rename", then with "after-rename". The warm environment answers
// with the old name; a cold one would not. Which one serves a request is not up to you.
//
// The way out: keep connections and configuration out here, but not data that others change, or
// give each entry an age and ask again when it is too old.
