// Charges the customer's card. Two errors, because they ask for two different answers:
// a service that is down is worth another try (Retry), a declined card is not (Catch).

class PaymentServiceUnavailable extends Error {
  name = "PaymentServiceUnavailable"; // becomes errorType, which Retry and Catch compare
}

class CardDeclined extends Error {
  name = "CardDeclined";
}

// The value in `simulate` stands for the outside world, so that a test event decides what happens:
// { "outages": 2 } makes the first two attempts fail, { "declined": true } refuses the card.
exports.handler = async (event, context) => {
  const { orderId, amount, attempt, simulate = {} } = event;

  if (attempt < (simulate.outages ?? 0)) {
    console.warn(`attempt ${attempt + 1}: the payment service does not answer`);
    throw new PaymentServiceUnavailable("503 from the payment service");
  }
  if (simulate.declined) {
    throw new CardDeclined("the bank said no");
  }

  console.log(`charged ${amount} for ${orderId} at attempt ${attempt + 1}`);
  return {
    receipt: `R-${orderId}`,
    amount,
    currency: process.env.CURRENCY, // from function.json
    attempts: attempt + 1,
  };
};
