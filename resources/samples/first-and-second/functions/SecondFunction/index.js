// The second of two steps: its event is what FirstFunction returned.
exports.handler = async (event) => {
  if (event.fail === "second") {
    throw new Error("SecondFunction was asked to fail");
  }
  const message = `${event.greeting}, from both of us!`;
  console.log(message);
  return { message };
};
